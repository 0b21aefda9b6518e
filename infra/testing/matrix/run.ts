/**
 * The authorization matrix over every route, verb of the socket and tool; ends with 1 on a violation, a door that no case came to, or fewer
 * cases than `LEAST`. With `--planted` known holes are made one after the other, to prove that it sees them.
 *
 *   npm run matrix [-- --out F.json]
 *   npm run matrix -- --planted [--only dropped-tenant-filter,...]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo } from '../../dev/mongo-server.ts';
import { anApiAlone } from '../hostile/api-alone.ts';
import { CLASSES, type ClassName } from './cases.ts';
import { missing, runMatrix } from './matrix.ts';
import { mountPlanted, runPlanted } from './planted.ts';

/** Cases that a run must at least have. */
const LEAST = 3_000;

const { values } = parseArgs({ options: { out: { type: 'string' }, planted: { type: 'boolean', default: false }, only: { type: 'string' } } });
const startedAt = Date.now();
const home = mkdtempSync(join(tmpdir(), 'parley-matrix-'));
const mongo = await startMongo({ home, uri: process.env.MONGODB_URI, path: process.env.PATH, inMemory: true });
if (values.planted) mountPlanted();
const api = await anApiAlone(mongo.uri);
let code = 1;
try {
  code = values.planted ? await planted() : await matrix();
} finally {
  await api.close();
  await mongo.kept?.stop();
  rmSync(home, { recursive: true, force: true });
}
process.exit(code);

async function matrix(): Promise<number> {
  const report = await runMatrix(api, { say: (line) => console.error(line) });
  const { cases, byClass, doors, violations } = report;
  const left = missing(report);
  for (const [name, n] of Object.entries(byClass)) console.log(`${String(n).padStart(6)}  ${CLASSES[name as ClassName]}`);
  for (const { class: name, door, caller, what, why } of violations.slice(0, 40))
    console.log(`VIOLATION ${door}, ${caller}, ${CLASSES[name]} (${what}): ${why}`);
  for (const door of left) console.log(`NOT COVERED ${door}`);
  const of = Object.entries(doors).map(([kind, all]) => `${Object.keys(all).length} ${kind}`);
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  console.log(`${cases} cases over ${of.join(', ')}; ${violations.length} violations; ${seconds} s, mongo ${mongo.adapter}`);
  const ok = violations.length === 0 && left.length === 0 && cases >= LEAST;
  if (values.out)
    writeFileSync(values.out, `${JSON.stringify({ ok, seconds, mongo: mongo.adapter, least: LEAST, notCovered: left, ...report }, null, 2)}\n`);
  return ok ? 0 : 1;
}

async function planted(): Promise<number> {
  const { holes, caught, sound } = await runPlanted(api, { only: values.only?.split(','), say: (line) => console.error(line) });
  console.log(`${caught} of ${holes} planted holes caught`);
  return sound && holes > 0 && caught === holes ? 0 : 1;
}
