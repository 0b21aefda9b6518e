/** `parley worker`: the workers, for a layout of several machines. */
import { closeParts, openParts } from '../compose/open-parts.ts';
import { startWorkers } from '../compose/start-workers.ts';
import { givenAddresses } from '../given-addresses.ts';
import { openChecked } from '../self-check.ts';
import { untilTold } from '../until-told.ts';
import type { Run } from '../command.ts';

export const run: Run = async ({ config, open = openParts }) => {
  const parts = await openChecked(config, () => open(config, givenAddresses(config)));
  const workers = await startWorkers(config, parts);
  console.error('Parley works.');
  await Promise.race([untilTold(), workers.failed]);
  await workers.close();
  await closeParts(parts);
  return 0;
};
