/** Does a turn cost more in a long conversation than in a short one? See README.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ensureWorkflowBundle } from '../../dev/build-bundle.ts';
import { startTemporal } from '../../dev/temporal-server.ts';
import { anEngine } from '../../../workflows/testing/engine/engine-world.ts';
import { alone, finish, median } from '../measure.ts';

const AT = [10, 100, 1_000];
/** Turns around each mark that are measured: as many as a run holds, so that seams are counted in. */
const AROUND = 20;
const EXPONENT_LIMIT = 0.1;

process.env.PARLEY_TEST_WORKFLOW_BUNDLE = await ensureWorkflowBundle();
const home = mkdtempSync(join(tmpdir(), 'parley-bench-'));
const { PATH, PARLEY_TEMPORAL_CLI } = process.env;
const server = await startTemporal({ home, namespace: 'default', inMemory: true, cli: PARLEY_TEMPORAL_CLI, path: PATH });
const world = await anEngine({ address: server.address });
try {
  const talk = world.conversation();
  const cpuMs: number[] = [];
  for (let turn = 1; turn <= AT.at(-1)! + AROUND / 2; turn++) {
    const before = process.cpuUsage();
    await talk.says();
    await talk.until(() => talk.log().length === 2 * turn);
    const { user, system } = process.cpuUsage(before);
    cpuMs.push((user + system) / 1_000);
    if (turn % 100 === 0) console.error(`turn ${turn}`);
  }
  const perTurn = await historyPerTurn(talk.handle.workflowId);
  const around = (turn: number) => ({ from: Math.max(0, turn - AROUND / 2), to: turn + AROUND / 2 });
  const blocks = AT.map((turn) => {
    const { from, to } = around(turn);
    const turns = perTurn.slice(from, to);
    const sum = (of: (one: (typeof turns)[number]) => number): number => turns.reduce((all, one) => all + of(one), 0) / turns.length;
    return { turn, events: sum(({ events }) => events), bytes: sum(({ bytes }) => bytes), cpuMs: median(cpuMs.slice(from, to)) };
  });
  const exponents = { events: growth(blocks, 'events'), bytes: growth(blocks, 'bytes'), cpuMs: growth(blocks, 'cpuMs') };
  finish({
    bench: 'conversation-length',
    setup: {
      temporal: 'dev server, in memory',
      mongo: 'none (stores with memory)',
      vectors: 'none',
      bus: 'in-process',
      standIns: ['stores', 'model'],
    },
    params: { turns: cpuMs.length, around: AROUND },
    blocks,
    exponents,
    metrics: Object.fromEntries(
      blocks.flatMap(({ turn, events, bytes, cpuMs: cpu }) => [
        [`events a turn at ${turn}`, alone(events)],
        [`bytes of history a turn at ${turn}`, alone(bytes)],
        [`CPU a turn at ${turn}, ms`, alone(cpu)],
      ]),
    ),
    gates: Object.entries(exponents).map(([name, value]) => ({
      name: `growth exponent of ${name}`,
      limit: EXPONENT_LIMIT,
      value: Number(value.toFixed(3)),
      ok: value <= EXPONENT_LIMIT,
    })),
  });
} finally {
  await world.close();
  await server.kept?.stop();
  rmSync(home, { recursive: true, force: true });
}

/** The slope of log(cost) over log(turn), by least squares: 0 is a cost that does not grow, 1 one that grows with the length. */
function growth(blocks: readonly { turn: number; events: number; bytes: number; cpuMs: number }[], of: 'events' | 'bytes' | 'cpuMs'): number {
  const points = blocks.map((block) => [Math.log(block.turn), Math.log(block[of])] as const);
  const mean = (i: 0 | 1): number => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

/** Events and bytes that each turn left in the histories of all runs; a turn ends with its commit. */
async function historyPerTurn(workflowId: string): Promise<{ events: number; bytes: number }[]> {
  const runs: { events: number; bytes: number }[][] = [];
  for (let runId: string | undefined = (await world.client.workflow.getHandle(workflowId).describe()).runId; runId;) {
    const history = await world.client.workflow.getHandle(workflowId, runId).fetchHistory();
    const turns = [{ events: 0, bytes: 0 }];
    for (const event of (JSON.parse(historyToJSON(history)) as { events: object[] }).events) {
      const turn = turns.at(-1)!;
      turn.events++;
      turn.bytes += JSON.stringify(event).length;
      if (JSON.stringify(event).includes('"commitReply"')) turns.push({ events: 0, bytes: 0 });
    }
    runs.unshift(turns);
    runId = history.events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId || undefined;
  }
  // What is behind the last commit of a run belongs to the turn that follows.
  return runs.reduce<{ events: number; bytes: number }[]>((all, [first, ...rest]) => {
    const last = all.pop() ?? { events: 0, bytes: 0 };
    return [...all, { events: last.events + first!.events, bytes: last.bytes + first!.bytes }, ...rest];
  }, []);
}
