/** How fast are files read, and in how much memory, beside the bare parser in this process? See README.md. */
import { performance } from 'node:perf_hooks';
import { extractText, getDocumentProxy } from 'unpdf';
import { chunkDocument } from '../../../activities/knowledge/chunk-document.ts';
import type { MediaType } from '../../../workflows/domain/document.ts';
import { documentReader } from '../../reading/index.ts';
import { aDocx, heading, text } from '../../testing/uploads/docx.ts';
import { aPdf } from '../../testing/uploads/pdf.ts';
import { readersMb } from '../../testing/uploads/readers-memory.ts';
import { alone, finish, median, sideBySide, type Metric } from '../measure.ts';

const ROUNDS = 3;
const PAGES = [20, 200, 1_000];
const LINES = 44;

const reader = documentReader();
const line = (page: number, n: number) => `On page ${page}, line ${n} says that parcels of ${page + n} grams leave the hall each morning at nine.`;
const page = (n: number) => [
  { text: `Part ${n} of the manual`, y: 750, size: 16 },
  ...Array.from({ length: LINES }, (_, i) => ({ text: line(n, i), y: 725 - i * 15 })),
];
const pages = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** @returns seconds, and the most memory of the reading process, MiB */
async function read(mediaType: MediaType, bytes: Uint8Array): Promise<{ seconds: number; memoryMb: number; text: string }> {
  let memoryMb = 0;
  const watch = setInterval(() => (memoryMb = Math.max(memoryMb, ...readersMb())), 20);
  const from = performance.now();
  const reading = await reader.read(mediaType, bytes);
  const seconds = (performance.now() - from) / 1_000;
  clearInterval(watch);
  if (reading.type === 'refused') throw new Error(reading.fault);
  return { seconds, memoryMb, text: reading.text };
}

async function readBare(bytes: Uint8Array): Promise<number> {
  const from = performance.now();
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  await extractText(pdf);
  return (performance.now() - from) / 1_000;
}

const metrics: Record<string, Metric> = {};
const blocks: Record<string, number>[] = [];
for (const count of PAGES) {
  const bytes = aPdf(pages(count).map(page));
  const [apart, bare, memory]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const { seconds, memoryMb } = await read('application/pdf', bytes);
    apart.push(count / seconds);
    memory.push(memoryMb);
    bare.push(count / (await readBare(bytes)));
    blocks.push({ pages: count, pagesPerSecond: apart.at(-1)!, barePagesPerSecond: bare.at(-1)!, memoryMb });
  }
  metrics[`PDF of ${count} pages, pages a second`] = sideBySide(apart, bare);
  metrics[`PDF of ${count} pages, memory of the reader, MiB`] = alone(Math.max(...memory));
}

const count = 200;
const word = aDocx(
  pages(count)
    .map((n) => heading(1, `Part ${n}`) + Array.from({ length: LINES }, (_, i) => text(line(n, i))).join(''))
    .join(''),
);
const html = Buffer.from(
  `<!doctype html><body>${pages(count)
    .map((n) => `<h2>Part ${n}</h2>${Array.from({ length: LINES }, (_, i) => `<p>${line(n, i)}</p>`).join('')}`)
    .join('')}</body>`,
);
for (const [name, mediaType, bytes] of [
  ['Word document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', word],
  ['HTML page', 'text/html', html],
] as const) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await read(mediaType, bytes));
  metrics[`${name} of ${count} pages, pages a second`] = alone(count / median(rounds.map(({ seconds }) => seconds)));
  metrics[`${name} of ${count} pages, memory of the reader, MiB`] = alone(Math.max(...rounds.map(({ memoryMb }) => memoryMb)));
  if (name !== 'HTML page') continue;
  const from = performance.now();
  const chunks = [...chunkDocument(rounds[0]!.text, 'text/markdown')];
  metrics['cut into chunks, chunks a second'] = alone(chunks.length / ((performance.now() - from) / 1_000));
}

finish({
  bench: 'reading-speed',
  setup: { temporal: 'none', mongo: 'none', vectors: 'none', bus: 'none', standIns: [] },
  params: { rounds: ROUNDS, linesAPage: LINES },
  blocks,
  metrics,
});
