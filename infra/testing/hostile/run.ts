/**
 * Fuzzes every route and frame from the schemas, without limits and without workers; ends with 1 when there is a finding.
 *
 *   npm run fuzz -- --inputs 100000 --seed 1 [--out F.json]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo } from '../../dev/mongo-server.ts';
import { fuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
});
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];
if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed)) {
  console.error('Give --inputs and --seed as whole numbers.');
  process.exit(2);
}
const home = mkdtempSync(join(tmpdir(), 'parley-fuzz-'));
const mongo = await startMongo({ home, uri: process.env.MONGODB_URI, path: process.env.PATH, inMemory: true });
const report = await fuzz({ mongoUri: mongo.uri, inputs, seed, say: (line) => console.error(line) }).finally(async () => {
  await mongo.kept?.stop();
  rmSync(home, { recursive: true, force: true });
});

const { findings, statuses, refusals, accepted, ...figures } = report;
const { crashes } = figures;
const of500 = Object.entries(statuses).reduce((sum, [status, n]) => (Number(status) >= 500 ? sum + n : sum), 0);
console.log(
  `inputs ${figures.inputs} (${figures.requests} requests, ${figures.frames} frames), seed ${seed}, ${figures.seconds} s, mongo ${mongo.adapter}`,
);
console.log(
  `answers ${Object.entries(statuses)
    .map(([status, n]) => `${status}: ${n}`)
    .join(', ')}`,
);
console.log(
  `refused frames ${Object.entries(refusals)
    .map(([code, n]) => `${code}: ${n}`)
    .join(', ')}`,
);
console.log(`routes that accepted an input ${accepted.routes} of ${accepted.of}; never: ${accepted.never.join(', ') || 'none'}`);
console.log(`event-loop lag p99 ${figures.eventLoopLagP99Ms} ms (generator and api in one process)`);
for (const { what, answer, input } of findings.slice(0, 30)) console.log(`FINDING ${what}\n  answer ${answer}\n  input  ${input}`);
console.log(`answers of 500 and above: ${of500}, crashes: ${crashes}, findings: ${findings.length}`);
if (values.out) writeFileSync(values.out, `${JSON.stringify({ ...report, mongo: mongo.adapter, node: process.version }, null, 2)}\n`);
process.exit(findings.length + crashes > 0 ? 1 : 0);
