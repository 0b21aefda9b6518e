/** `parley audit verify`: follows every chain of the audit from its first row. Exit code 1 names the first row that does not fit. */
import { PLATFORM } from '../../../workflows/domain/audit.ts';
import type { ChainVerdict } from '../../ports/audit-store.ts';
import { Misuse, type Run } from '../command.ts';
import { withParts } from '../with-parts.ts';

export const run: Run = ({ config, args, json }) => {
  if (args.join(' ') !== 'verify') throw new Misuse('Say what to do: verify.');
  return withParts(config, async ({ audit, tenantDesk }) => {
    const chains = [{ _id: PLATFORM, slug: '(platform)' }, ...(await tenantDesk.list())];
    const verdicts: (ChainVerdict & { tenant: string })[] = [];
    for (const { _id, slug } of chains) verdicts.push({ tenant: slug, ...(await audit.verify({ tenantId: _id })) });
    const broken = verdicts.filter((verdict) => verdict.broken);
    const line = ({ tenant, rows, broken: fault }: ChainVerdict & { tenant: string }): string =>
      `${tenant.padEnd(24)} ${rows} rows  ${fault ? `BROKEN at ${fault.seq}: ${fault.why}` : 'whole'}`;
    console.log(json ? JSON.stringify({ chains: verdicts }) : verdicts.map(line).join('\n'));
    return broken.length > 0 ? 1 : 0;
  });
};
