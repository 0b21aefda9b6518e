/** How long from sending to the first token, beside a direct call to the same model? See README.md. */
import { Client, Connection } from '@temporalio/client';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';
import OpenAI from 'openai';
import { freePort } from '../../testing/chaos/free-port.ts';
import { aProduct } from '../../testing/chaos/product.ts';
import { chatClient, type Times } from '../chat-client.ts';
import { alone, finish, median, quantile, sideBySide } from '../measure.ts';

const BLOCKS = 10;
const SAMPLES = 20;
const WARM_UP = 10;
const QUESTION = 'How long does delivery take?';

const scripted = spawn(process.execPath, [fileURLToPath(new URL('../scripted-model.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
const modelUrl = await new Promise<string>((resolve) => scripted.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())));
const home = mkdtempSync(join(tmpdir(), 'parley-bench-'));
const product = aProduct({
  home,
  port: await freePort(),
  env: { OPENAI_BASE_URL: `${modelUrl}/v1`, OPENAI_API_KEY: 'scripted', OPENAI_MODEL: 'scripted' },
});
try {
  const url = (await product.start())!;
  const direct = new OpenAI({ apiKey: 'scripted', baseURL: `${modelUrl}/v1`, maxRetries: 0 });
  const parley: Times[][] = [];
  const reference: number[][] = [];
  await parleyBlock(url, WARM_UP);
  await directBlock(direct, WARM_UP);
  for (let block = 0; block < BLOCKS; block++) {
    // P R R P: neither side is always the first.
    if (block % 2 === 0) parley.push(await parleyBlock(url, SAMPLES));
    reference.push(await directBlock(direct, SAMPLES));
    if (block % 2 === 1) parley.push(await parleyBlock(url, SAMPLES));
    console.error(`block ${block + 1} of ${BLOCKS}`);
  }
  const events = await eventsPerTurn();
  const firstOf = (block: Times[]): number[] => block.map(({ firstTokenMs }) => firstTokenMs);
  const all = parley.flat();
  const { mongo, temporal } = product.servers();
  const overhead = parley.map((block, i) => median(firstOf(block)) - median(reference[i]!));
  finish({
    bench: 'first-token',
    setup: { temporal, mongo, vectors: 'sqlite-vec', bus: 'in-process', standIns: mongo === 'stand-in' ? ['MongoDB'] : [] },
    params: { samples: all.length, blocks: BLOCKS, model: 'scripted, at once' },
    blocks: parley.map((block, i) => ({ parleyMedianMs: median(firstOf(block)), directMedianMs: median(reference[i]!), overheadMs: overhead[i]! })),
    metrics: {
      'first token, median ms': {
        ...sideBySide(
          parley.map((block) => median(firstOf(block))),
          reference.map(median),
        ),
        parley: median(firstOf(all)),
      },
      'first token, p95 ms': { ...alone(quantile(firstOf(all), 0.95)), reference: quantile(reference.flat(), 0.95) },
      'added to the model, median ms': alone(median(overhead)),
      'accepted (ack), median ms': alone(median(all.map(({ ackMs }) => ackMs))),
      'whole answer, median ms': alone(median(all.map(({ replyMs }) => replyMs))),
      'Temporal events a turn': alone(events),
    },
    gates: [{ name: 'Temporal events a turn', limit: 40, value: events, ok: events <= 40 }],
  });
} finally {
  await product.stop();
  scripted.stdin.end();
  rmSync(home, { recursive: true, force: true });
}

/** One visitor asks one question after the other. */
async function parleyBlock(url: string, samples: number): Promise<Times[]> {
  const client = await chatClient(url, 'demo');
  const times: Times[] = [];
  for (let i = 0; i < samples; i++) times.push(await client.asks(QUESTION));
  client.close();
  return times;
}

async function directBlock(client: OpenAI, samples: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < samples; i++) {
    const from = performance.now();
    const stream = await client.chat.completions.create({ model: 'scripted', stream: true, messages: [{ role: 'user', content: QUESTION }] });
    let first = NaN;
    for await (const chunk of stream) if (Number.isNaN(first) && chunk.choices[0]?.delta.content) first = performance.now() - from;
    times.push(first);
  }
  return times;
}

/** All events of all conversations, starts and following runs included, by the turns in them. */
async function eventsPerTurn(): Promise<number> {
  const { temporalAddress } = JSON.parse(readFileSync(join(home, 'run', 'servers.json'), 'utf8')) as { temporalAddress: string };
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection });
  let all = 0;
  let turns = 0;
  for await (const { workflowId, runId } of client.workflow.list({ query: 'WorkflowType = "conversation"' })) {
    const { events = [] } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    all += events?.length ?? 0;
    turns += events?.filter((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'commitReply').length ?? 0;
  }
  await connection.close();
  return all / turns;
}
