/**
 * `npm run audit`: fails when a package of ours has a known advisory that is not in `audit-exceptions.json`, or is there no longer.
 * Where the registry cannot be asked it says so, loudly, and lets the change pass: what is known is not in our hands.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { judgeAudit, type Advisory, type AuditException } from './advisories.ts';

/** The registry has so long, ms. */
const PATIENCE_MS = 60_000;

const exceptions = JSON.parse(readFileSync(new URL('audit-exceptions.json', import.meta.url), 'utf8')) as AuditException[];
const { stdout, error } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 });
const verdict = judgeAudit(stdout || JSON.stringify({ message: error?.message }), exceptions, new Date().toISOString().slice(0, 10));

const line = ({ id, package: name, severity, title }: Advisory): string => `  ${severity.padEnd(9)} ${name}  ${id}  ${title}`;
if (verdict.type === 'unasked') {
  console.warn(`NOT AUDITED: the registry could not be asked for advisories (${verdict.why}). Run npm run audit where it can.`);
} else {
  const { open, excepted, idle } = verdict;
  for (const advisory of open) console.error(line(advisory));
  for (const { advisory, package: name } of idle) console.warn(`  The exception for ${advisory} of ${name} is no longer needed.`);
  console.log(`${open.length} open advisories, ${excepted.length} excepted`);
  if (open.length > 0) {
    console.error('Update the package, or write down in infra/dev/audit-exceptions.json why it does no harm and until when.');
    process.exitCode = 1;
  }
}
