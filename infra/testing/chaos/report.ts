/** What a run says at its end: one JSON object and a short table. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Row, Verdict } from './checker.ts';

type Ran = {
  verdict: Verdict;
  asked: { messages: number; faults: number };
  seed: number;
  startedAt: number;
  servers: { mongo: string; temporal: string };
  recoveries: number[];
};

export type Report = Omit<Verdict, 'invariants'> & {
  seed: number;
  asked: Ran['asked'];
  durationMs: number;
  /** From the start of the killed process to ready. */
  recoveryMs: { median: number; p95: number } | null;
  standIns: string[];
  setup: { mongo: string; temporal: string; model: string };
  versions: Record<string, string>;
  invariants: Row[];
};

export function judge({ verdict, asked, seed, startedAt, servers, recoveries }: Ran): Report {
  const { invariants, ...counts } = verdict;
  const sorted = [...recoveries].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return {
    ...counts,
    seed,
    asked,
    durationMs: Date.now() - startedAt,
    recoveryMs: sorted.length > 0 ? { median: at(0.5), p95: at(0.95) } : null,
    standIns: servers.mongo === 'stand-in' ? ['MongoDB (mongo-java-server: no replica set, so nothing is said of failover)'] : [],
    setup: { ...servers, model: 'extractive' },
    versions: { node: process.version, parley: packageVersion(), commit: commit(), cores: String(availableParallelism()) },
    invariants,
  };
}

/** The table goes to people (stderr), the JSON to programs (stdout). */
export function print(report: Report): void {
  for (const { id, invariant, checked, violated, first } of report.invariants) {
    console.error(`${violated === 0 ? 'ok ' : 'NOT'} ${id}  ${invariant}: ${checked} checked, ${violated} violated`);
    for (const { key, what, ledger } of first) {
      console.error(`      ${key}: ${what}`);
      for (const line of ledger.slice(0, 6)) console.error(`        ${JSON.stringify(line)}`);
    }
  }
  const { accepted, lost, duplicated, reordered, afterTakeover, unanswered, faults, asked } = report;
  console.error(
    `${accepted} of ${asked.messages} messages accepted, ${faults} of ${asked.faults} kills, in ${Math.round(report.durationMs / 1_000)} s`,
  );
  console.error(`lost ${lost}, doubled ${duplicated}, reordered ${reordered}, after takeover ${afterTakeover}, unanswered ${unanswered}`);
  const { invariants: _rows, ...short } = report;
  console.log(JSON.stringify(short));
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
