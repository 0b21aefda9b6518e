/**
 * `parley embeddings status|switch|pause|resume|stop|rollback|forget`: which encoder each tenant is searched with, and the way to
 * another. Waits until the change has ended; interrupted, it goes on without it.
 */
import { parseArgs } from 'node:util';
import { isEncoderName } from '../../../workflows/domain/encoder.ts';
import { Misuse, type Run } from '../command.ts';
import type { Parts } from '../compose/parts.ts';
import { carryOut, chosenBy, type Chosen, inWords, MOVES } from '../embeddings/carry-out.ts';
import { withParts } from '../with-parts.ts';

export const run: Run = ({ config, args, json }) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { everywhere: { type: 'boolean', default: false }, tenant: { type: 'string' }, to: { type: 'string' } },
  });
  const move = (['status', ...MOVES] as const).find((one) => one === positionals[0]);
  if (!move || positionals.length !== 1) throw new Misuse(`Say one of: status, ${MOVES.join(', ')}.`);
  if (move !== 'status' && values.everywhere === (values.tenant !== undefined)) throw new Misuse('Say either --everywhere or --tenant SLUG.');
  if (values.to !== undefined && (move !== 'switch' || !isEncoderName(values.to)))
    throw new Misuse('--to goes with switch, and is a model, @ and the numbers of a vector, such as text-embedding-3-small@1536, or: words.');
  const to = values.to;
  return withParts(config, async (parts) => {
    const chosen = await chosenBy(parts, values.tenant);
    if (move === 'status') return print(json, parts, chosen);
    let failed = 0;
    for (const one of chosen) {
      const say = (line: string) => console.error(`${one.slug}: ${line}`);
      if (!(await carryOut(parts, move, one, to ?? parts.encoders.configured, say))) failed++;
    }
    print(json, parts, await chosenBy(parts, values.tenant));
    return failed === 0 ? 0 : 1;
  });
};

function print(json: boolean, { encoders }: Parts, chosen: readonly Chosen[]): number {
  const { configured, known } = encoders;
  if (json) console.log(JSON.stringify({ configured, known, tenants: chosen.map(({ slug, choice }) => ({ tenant: slug, ...choice })) }));
  else {
    console.log(`configured: ${configured}; known here: ${known.join(', ')}`);
    for (const { slug, choice } of chosen) console.log(`${slug}: ${inWords(choice)}`);
  }
  return 0;
}
