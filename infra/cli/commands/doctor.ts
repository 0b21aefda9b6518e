/** `parley doctor`: every dependency, which one is in use, its version and health, and what to do. Needs nothing to be running. */
import type { Run } from '../command.ts';
import { examine, type Finding } from '../doctor/examine.ts';

const SIGNS = { healthy: 'ok', degraded: '!', unhealthy: 'X' } as const;

export const run: Run = async ({ config, json }) => {
  const findings = await examine(config);
  console.log(json ? JSON.stringify(findings, null, 2) : table(findings));
  return findings.some(({ health }) => health === 'unhealthy') ? 1 : 0;
};

function table(findings: Finding[]): string {
  const widths = (['name', 'adapter', 'version'] as const).map((key) => Math.max(...findings.map((finding) => String(finding[key] ?? '-').length)));
  return findings
    .map(({ name, adapter, version, health, note }) => {
      const cells = [name, adapter, version ?? '-'].map((cell, n) => cell.padEnd(widths[n] ?? 0));
      return `${SIGNS[health].padEnd(3)} ${cells.join('  ')}${note ? `\n      ${note}` : ''}`;
    })
    .join('\n');
}
