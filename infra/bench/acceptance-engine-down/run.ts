/** Are messages accepted while Temporal stands still, and how fast? See README.md. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../testing/chaos/free-port.ts';
import { aProduct } from '../../testing/chaos/product.ts';
import { chatClient } from '../chat-client.ts';
import { finish, median, quantile, sideBySide } from '../measure.ts';

const BLOCKS = 8;
const VISITORS = 10;
const MESSAGES = 10;
const PATIENCE_MS = 10_000;

const home = mkdtempSync(join(tmpdir(), 'parley-bench-'));
const product = aProduct({ home, port: await freePort() });
const temporal = (): number => (JSON.parse(readFileSync(join(home, 'run', 'temporal.json'), 'utf8')) as { pid: number }).pid;
try {
  const url = (await product.start())!;
  const down: (number | null)[][] = [];
  const up: (number | null)[][] = [];
  await block(url);
  for (let i = 0; i < BLOCKS; i++) {
    const order = i % 2 === 0 ? (['down', 'up'] as const) : (['up', 'down'] as const);
    for (const side of order) {
      if (side === 'down') process.kill(temporal(), 'SIGSTOP');
      (side === 'down' ? down : up).push(await block(url));
      process.kill(temporal(), 'SIGCONT');
    }
    console.error(`block ${i + 1} of ${BLOCKS}`);
  }
  const acked = (times: (number | null)[]): number[] => times.filter((ms): ms is number => ms !== null);
  const sent = down.flat().length;
  const share = acked(down.flat()).length / sent;
  const quantiles = (at: number) =>
    sideBySide(
      down.map((times) => quantile(acked(times), at)),
      up.map((times) => quantile(acked(times), at)),
    );
  const { mongo, temporal: engine } = product.servers();
  finish({
    bench: 'acceptance-engine-down',
    setup: { temporal: engine, mongo, vectors: 'sqlite-vec', bus: 'in-process', standIns: mongo === 'stand-in' ? ['MongoDB'] : [] },
    params: { sent, visitorsAtOnce: VISITORS, blocks: BLOCKS },
    blocks: down.map((times, i) => ({ downMedianMs: median(acked(times)), upMedianMs: median(acked(up[i]!)) })),
    metrics: {
      'acknowledged, share': { parley: share, reference: acked(up.flat()).length / up.flat().length, ratio: null, min: null, max: null },
      'ack, median ms': quantiles(0.5),
      'ack, p99 ms': { ...quantiles(0.99), parley: quantile(acked(down.flat()), 0.99), reference: quantile(acked(up.flat()), 0.99) },
    },
    gates: [{ name: 'acknowledged while the engine is down, share', limit: 1, value: share, ok: share === 1 }],
  });
} finally {
  await product.stop();
  rmSync(home, { recursive: true, force: true });
}

/** Visitors side by side, each one message after the other. */
async function block(url: string): Promise<(number | null)[]> {
  const visitors = await Promise.all(Array.from({ length: VISITORS }, () => chatClient(url, 'demo')));
  const times = await Promise.all(
    visitors.map(async (visitor) => {
      const own: (number | null)[] = [];
      for (let i = 0; i < MESSAGES; i++) own.push(await visitor.accepts('How long does delivery take?', PATIENCE_MS));
      visitor.close();
      return own;
    }),
  );
  return times.flat();
}
