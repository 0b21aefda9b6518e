/** What every benchmark needs: blocks side by side, their ratios, and a result of one shape. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export type Metric = { parley: number; reference: number | null; ratio: number | null; min: number | null; max: number | null };
export type Gate = { name: string; limit: number; value: number; ok: boolean };
export type BenchResult = {
  bench: string;
  commit: string;
  node: string;
  cores: number;
  seed: number;
  setup: { temporal: string; mongo: string; vectors: string; bus: string; standIns: string[] };
  params: Record<string, number | string>;
  blocks: Record<string, number>[];
  metrics: Record<string, Metric>;
  exponents: Record<string, number>;
  gates: Gate[];
  void?: string;
};

/** The value below which `share` of the samples lie; of an empty list NaN. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** Parley beside its reference: each by the median of its blocks, the ratio by the median of the blocks' ratios. */
export function sideBySide(parley: readonly number[], reference: readonly number[]): Metric {
  const ratios = parley.map((value, i) => value / reference[i]!);
  return {
    parley: median(parley),
    reference: median(reference),
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
  };
}

export const alone = (value: number): Metric => ({ parley: value, reference: null, ratio: null, min: null, max: null });

type Made = Pick<BenchResult, 'bench' | 'setup' | 'params' | 'blocks' | 'metrics'> &
  Partial<Pick<BenchResult, 'gates' | 'exponents' | 'void' | 'seed'>>;

/** Prints the table, writes the JSON where `--out F` says, and sets the exit code: 1 when a gate does not hold. */
export function finish(made: Made): void {
  // Options of the benchmark itself stand beside it.
  const { values } = parseArgs({ strict: false, options: { out: { type: 'string' } } });
  const result: BenchResult = {
    commit: commit(),
    node: process.version,
    cores: availableParallelism(),
    seed: 0,
    exponents: {},
    gates: [],
    ...made,
  };
  const shown = (value: number | null): string => (value === null ? '-' : value >= 100 ? value.toFixed(0) : value.toFixed(2));
  console.log(`${result.bench} (commit ${result.commit}, Node ${result.node}, ${result.cores} cores${result.void ? `, VOID: ${result.void}` : ''})`);
  console.table(
    Object.fromEntries(
      Object.entries(result.metrics).map(([name, { parley, reference, ratio, min, max }]) => [
        name,
        { Parley: shown(parley), reference: shown(reference), ratio: shown(ratio), min: shown(min), max: shown(max) },
      ]),
    ),
  );
  for (const { name, limit, value, ok } of result.gates) console.log(`${ok ? 'ok ' : 'NOT'} ${name}: ${value} (limit ${limit})`);
  if (values.out) writeFileSync(String(values.out), `${JSON.stringify(result, null, 2)}\n`);
  process.exitCode = result.gates.every(({ ok }) => ok) ? 0 : 1;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
