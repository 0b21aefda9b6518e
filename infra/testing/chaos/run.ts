/**
 * The ledger run: scripted people talk to the real product, api and worker apart, while a seeded plan of faults is carried out,
 * and an independent checker judges what is left. With `--planted` known bugs are planted one after the other, to prove it.
 *
 *   npm run chaos -- --messages 4000 --faults 90 --seed 1 [--kinds F1,F6] [--out F.json] [--page F.md] [--keep]
 *   npm run chaos -- --planted [--only PB4,lost-timer]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onPath } from '../../dev/tools.ts';
import { check } from './checker.ts';
import { openLedger, readEvidence, writeEvidence } from './evidence.ts';
import { KINDS, NEEDS, planFaults, type Kind } from './plan.ts';
import { runPlanted } from './planted.ts';
import { perform } from './play.ts';
import { judge, page, print } from './report.ts';
import { aStage } from './stage.ts';
import { longestWaits } from './waits.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '600' },
    faults: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string' },
    out: { type: 'string' },
    page: { type: 'string' },
    /** Leaves the evidence where it is and says where. */
    keep: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
/** ms */
const CLOSES_MS = 90 * 60_000;
const say = (line: string): void => console.error(line);
process.exit(values.planted ? await runPlanted({ only: values.only?.split(','), say }) : await ledgerRun());

async function ledgerRun(): Promise<number> {
  const asked = { messages: whole('messages', 1), faults: whole('faults', 0), outlives: true };
  const seed = whole('seed', 0);
  const wanted = (Object.keys(KINDS) as Kind[]).filter((kind) => !values.kinds || values.kinds.split(',').includes(kind));
  const notRun = wanted.flatMap((kind) => {
    const { tool, from } = NEEDS[kind] ?? {};
    return !tool || onPath(process.env.PATH, tool) ? [] : [{ kind, because: `there is no ${tool} on PATH (${from})` }];
  });
  const kinds = wanted.filter((kind) => !notRun.some((one) => one.kind === kind));
  if (kinds.length === 0) misused('--kinds names none that can be run here.');
  for (const { kind, because } of notRun) say(`NOT RUN: ${kind} (${KINDS[kind]}): ${because}`);
  const plan = planFaults(asked.faults, seed, kinds);
  say(`chaos: ${asked.messages} messages, ${asked.faults} faults, seed ${seed}`);
  say(`plan: ${plan.map(({ kind, choice }) => (choice ? `${kind}(${choice})` : kind)).join(' ')}`);

  const folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
  const startedAt = Date.now();
  const ledger = openLedger(folder);
  // Runs that follow each other after three turns, so that every conversation crosses the seam; silence is allowed for longer than
  // a run takes and for less than a clock of F18 is ahead.
  const stage = await aStage({ folder, policy: { turnsPerRun: 3, closesMs: CLOSES_MS } });
  let left: Awaited<ReturnType<typeof perform>>;
  try {
    const length = asked.messages >= 2_000 ? 20 : 12;
    left = await perform({ stage, asked, plan, seed, length, ledger, say });
  } catch (error) {
    say(`The run did not come to its end (seed ${seed}, evidence in ${folder}): ${error instanceof Error ? error.stack : String(error)}`);
    return 1;
  } finally {
    await stage.close();
  }
  ledger.close();
  writeEvidence(folder, { asked, ...left });
  const evidence = readEvidence(folder);
  const verdict = check(evidence);
  const waits = longestWaits(evidence.ledger);
  const { recoveries, crashed, modelCalls } = left;
  const ownEnds = stage.ownEnds.length;
  const report = judge({ verdict, asked, seed, startedAt, servers: stage.servers, plan, recoveries, waits, crashed, modelCalls, ownEnds, notRun });
  print(report);
  if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
  if (values.page ?? values.out) writeFileSync(values.page ?? values.out!.replace(/(\.json)?$/, '.md'), page(report));
  if (verdict.ok && !values.keep) rmSync(folder, { recursive: true, force: true });
  else say(`The evidence is in ${folder}; run this again with --seed ${seed}.`);
  return verdict.ok ? 0 : 1;
}

function whole(name: 'messages' | 'faults' | 'seed', least: number): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= least) return value;
  return misused(`--${name} takes a whole number from ${least}.`);
}

function misused(what: string): never {
  console.error(what);
  process.exit(2);
}
