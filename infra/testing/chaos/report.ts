/** What a run says at its end: one JSON object, and a page for people. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Row, Verdict } from './checker.ts';
import { EFFECTS } from './instrument.ts';
import type { Recovery } from './nemesis.ts';
import { KINDS, type Fault, type Kind } from './plan.ts';
import type { longestWaits } from './waits.ts';

type Ran = {
  verdict: Verdict;
  asked: { messages: number; faults: number };
  seed: number;
  startedAt: number;
  servers: { mongo: string; temporal: string; redis: string };
  plan: readonly Fault[];
  recoveries: readonly Recovery[];
  waits: ReturnType<typeof longestWaits>;
  crashed: ReadonlySet<string>;
  modelCalls: number;
  ownEnds: number;
  notRun: { kind: Kind; because: string }[];
};

type KindRow = {
  kind: Kind;
  what: string;
  times: number;
  /** Of the longest that anybody waited for an acknowledgement while a fault of this kind lasted. */
  waitP95Ms: number | null;
  ackP95Ms: number | null;
  replyP95Ms: number | null;
  /** In words, and whether this run kept it; null where there is none. */
  goal: string;
  kept: boolean | null;
};

export type Report = Omit<Verdict, 'invariants'> & {
  seed: number;
  asked: Ran['asked'];
  durationMs: number;
  kinds: KindRow[];
  notRun: Ran['notRun'];
  crashPoints: { hit: string[]; of: number };
  /** Of api or worker without an order: an orchestrator started them again. */
  ownEnds: number;
  modelCalls: number;
  plan: readonly Fault[];
  standIns: string[];
  setup: Record<string, string>;
  versions: Record<string, string>;
  invariants: Row[];
};

type Goal = { figure: 'waitP95Ms' | 'replyP95Ms'; atMostMs: number; words: string };
const reply = (seconds: number): Goal => ({ figure: 'replyP95Ms', atMostMs: seconds * 1_000, words: `next reply ${seconds} s` });
const GAP: Goal = { figure: 'waitP95Ms', atMostMs: 3_000, words: 'longest wait 3 s' };

/** Goal G6 of threats.md, and the figures of F5, F23 and F25, where they name one. Reported, never asserted: machines differ. */
const GOALS: Partial<Record<Kind, Goal>> = {
  F1: reply(15),
  F2: reply(15),
  F3: reply(15),
  F4: GAP,
  F5: GAP,
  F6: reply(30),
  F8: reply(15),
  F22: reply(10),
  F23: reply(60),
  F25: reply(30),
};

export function judge({ verdict, recoveries, waits, crashed, servers, startedAt, ...ran }: Ran): Report {
  const { invariants, ...counts } = verdict;
  const kinds = (Object.keys(KINDS) as Kind[]).flatMap((kind): KindRow[] => {
    const own = recoveries.filter((recovery) => recovery.kind === kind);
    if (own.length === 0) return [];
    const replies = own.flatMap(({ replyMs }) => (replyMs === null ? [] : [replyMs]));
    const figures = {
      waitP95Ms: p95(waits.flatMap((wait) => (wait.kind === kind ? [wait.waitMs] : []))),
      ackP95Ms: p95(own.map(({ ackMs }) => ackMs)),
      replyP95Ms: replies.length < own.length ? null : p95(replies),
    };
    const goal = GOALS[kind];
    const figure = goal ? figures[goal.figure] : null;
    const kept = goal ? figure !== null && figure <= goal.atMostMs : null;
    return [{ kind, what: KINDS[kind], times: own.length, ...figures, goal: goal?.words ?? '', kept }];
  });
  return {
    ...counts,
    ...ran,
    durationMs: Date.now() - startedAt,
    kinds,
    crashPoints: { hit: [...crashed].sort(), of: 2 * Object.values(EFFECTS).flat().length },
    standIns: [
      ...(servers.mongo === 'stand-in' ? ['MongoDB (mongo-java-server: no replica set, so nothing is said of majority and rollback)'] : []),
      'Model (a scripted provider)',
    ],
    setup: { ...servers, model: 'scripted', processes: 'api and worker apart' },
    versions: { node: process.version, parley: packageVersion(), commit: commit(), cores: String(availableParallelism()) },
    invariants,
  };
}

const p95 = (values: number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(0.95 * sorted.length))] ?? null;
};

const seconds = (ms: number | null): string => (ms === null ? 'none' : `${(ms / 1_000).toFixed(1)} s`);

/** The page goes to people (stderr), the JSON to programs (stdout). */
export function print(report: Report): void {
  for (const { id, invariant, checked, violated, first } of report.invariants) {
    console.error(`${violated === 0 ? 'ok ' : 'NOT'} ${id}  ${invariant}: ${checked} checked, ${violated} violated`);
    for (const { key, what, ledger } of first) {
      console.error(`      ${key}: ${what}`);
      for (const line of ledger.slice(0, 6)) console.error(`        ${JSON.stringify(line)}`);
    }
  }
  for (const { kind, what, times, waitP95Ms, ackP95Ms, replyP95Ms, goal, kept } of report.kinds) {
    const figures = `p95 of longest wait ${seconds(waitP95Ms)}, next ack ${seconds(ackP95Ms)}, next reply ${seconds(replyP95Ms)}`;
    console.error(`${kind.padEnd(4)} x${times}  ${figures}${goal ? ` (goal: ${goal}: ${kept ? 'kept' : 'NOT kept'})` : ''}  ${what}`);
  }
  for (const { kind, because } of report.notRun) console.error(`${kind.padEnd(4)} not run: ${because}`);
  const { accepted, lost, duplicated, reordered, afterTakeover, unanswered, faults, asked } = report;
  console.error(
    `${accepted} of ${asked.messages} messages accepted, ${faults} of ${asked.faults} faults, in ${Math.round(report.durationMs / 1_000)} s`,
  );
  console.error(`lost ${lost}, doubled ${duplicated}, reordered ${reordered}, after takeover ${afterTakeover}, unanswered ${unanswered}`);
  const { invariants: _rows, plan: _plan, ...short } = report;
  console.log(JSON.stringify(short));
}

/** One page of Markdown. */
export function page(report: Report): string {
  const { accepted, lost, duplicated, reordered, afterTakeover, unanswered, faults, seed, asked } = report;
  const table = (head: string[], rows: (string | number | null)[][]): string =>
    [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map((cell) => cell ?? 'none').join(' | ')} |`).join('\n');
  return [
    `# Ledger run, seed ${seed}: ${report.ok ? 'passed' : 'FAILED'}`,
    `${accepted} of ${asked.messages} messages accepted under ${faults} of ${asked.faults} faults in ${Math.round(report.durationMs / 1_000)} s; ${report.modelCalls} model calls.`,
    table(['lost', 'duplicated', 'reordered', 'after takeover', 'unanswered'], [[lost, duplicated, reordered, afterTakeover, unanswered]]),
    '## Invariants',
    table(
      ['id', 'invariant', 'checked', 'violated'],
      report.invariants.map(({ id, invariant, checked, violated }) => [id, invariant, checked, violated]),
    ),
    '## Faults and recovery',
    [
      '*Longest wait*: of all messages that met the fault, the longest time until one was acknowledged, the outage included.',
      '*Next ack*, *next reply*: of a new visitor who comes when the outage is over (after a kill: from the kill on).',
      'Each figure is the p95 over the faults of a kind. The goals are G6, F5, F22, F23 and F25 of threats.md; they are reported and not asserted.',
    ].join(' '),
    table(
      ['id', 'fault', 'times', 'longest wait', 'next ack', 'next reply', 'goal', 'kept'],
      report.kinds.map(({ kind, what, times, waitP95Ms, ackP95Ms, replyP95Ms, goal, kept }) => [
        ...[kind, what, times, seconds(waitP95Ms), seconds(ackP95Ms), seconds(replyP95Ms), goal],
        kept === null ? '' : kept ? 'yes' : '**no**',
      ]),
    ),
    ...report.notRun.map(({ kind, because }) => `Not run: ${kind}, ${because}.`),
    `Crash points hit: ${report.crashPoints.hit.length} of ${report.crashPoints.of}. Processes that ended by themselves and were started again: ${report.ownEnds}.`,
    '## Setup',
    [
      ...Object.entries({ ...report.setup, ...report.versions }).map(([name, value]) => `- ${name}: ${value}`),
      ...report.standIns.map((standIn) => `- stand-in: ${standIn}`),
    ].join('\n'),
    '',
  ].join('\n\n');
}

const packageVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
