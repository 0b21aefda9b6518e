/**
 * The ledger run, first and small: scripted people talk to the real product while it is killed at seeded random moments, and
 * an independent checker judges what is left.
 *
 *   npm run chaos -- --messages 600 --faults 50 --seed 1 [--out F] [--keep]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './checker.ts';
import { openLedger, readEvidence, writeEvidence } from './evidence.ts';
import { freePort } from './free-port.ts';
import { judge, print } from './report.ts';
import { perform } from './play.ts';

/** Of the demo tenant that the product seeds (README). */
const LOGIN = { email: 'owner@fernwood.example', password: 'fernwood-demo' };

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '600' },
    faults: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    /** Leaves the evidence where it is and says where. */
    keep: { type: 'boolean', default: false },
  },
});
const asked = { messages: whole('messages', 1), faults: whole('faults', 0) };
const seed = whole('seed', 0);

console.error(`chaos: ${asked.messages} messages, ${asked.faults} kills, seed ${seed}`);
const folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
const startedAt = Date.now();
const ledger = openLedger(folder);
let left: Awaited<ReturnType<typeof perform>>;
try {
  left = await perform({ folder, asked, seed, port: await freePort(), login: LOGIN, ledger, say: (line) => console.error(line) });
} catch (error) {
  console.error(`The run did not come to its end (seed ${seed}, evidence in ${folder}):`, error);
  process.exit(1);
}
ledger.close();
writeEvidence(folder, { asked, ...left });
const verdict = check(readEvidence(folder));
const report = judge({ verdict, asked, seed, startedAt, servers: left.servers, recoveries: left.recoveries });
print(report);
if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
if (verdict.ok && !values.keep) rmSync(folder, { recursive: true, force: true });
else console.error(`The evidence is in ${folder}; run this again with --seed ${seed}.`);
process.exit(verdict.ok ? 0 : 1);

function whole(name: 'messages' | 'faults' | 'seed', least: number): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} takes a whole number from ${least}.`);
  process.exit(2);
}
