/** Weighs the built widget against its budgets, gzipped as a server sends it; ends with 1 when one is broken. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const KB = 1024;

const weigh = (files: string[]): number => files.reduce((sum, file) => sum + gzipSync(readFileSync(dist + file), { level: 9 }).length, 0);
const html = readFileSync(`${dist}frame/index.html`, 'utf8');
/** What the page of the frame names is what loads when the chat opens; the rest waits for the first message. */
const assets = readdirSync(`${dist}frame/assets`).map((name) => `frame/assets/${name}`);
const atOpening = assets.filter((file) => html.includes(`/widget/${file}`));

const rows = [
  { name: 'loader, on every page', bytes: weigh(['widget.js']), budget: 2 * KB },
  { name: 'chat, when it opens', bytes: weigh(['frame/index.html', ...atOpening]), budget: 25 * KB },
  { name: 'chat, with the first message', bytes: weigh(assets.filter((file) => !atOpening.includes(file))), budget: 25 * KB },
];

console.log('widget                          gzip    budget');
for (const { name, bytes, budget } of rows)
  console.log(`${name.padEnd(28)}${String(bytes).padStart(8)}${String(budget).padStart(10)}  ${bytes > budget ? 'OVER' : 'ok'}`);
process.exitCode = atOpening.length > 1 && rows.every(({ bytes, budget }) => bytes <= budget) ? 0 : 1;
