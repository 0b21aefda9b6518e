/** `parley serve`: the api with console and widget, for a layout of several machines. */
import { sweepOnce } from '../../../activities/conversation/sweep-undispatched.ts';
import { closeParts, openParts } from '../compose/open-parts.ts';
import { startServer } from '../compose/start-server.ts';
import { workerDeps } from '../compose/worker-deps.ts';
import { givenAddresses } from '../given-addresses.ts';
import { openChecked } from '../self-check.ts';
import { untilTold } from '../until-told.ts';
import type { Run } from '../command.ts';

export const run: Run = async ({ config, open = openParts }) => {
  const parts = await openChecked(config, () => open(config, givenAddresses(config)));
  const server = await startServer(config, parts);
  console.error(`Parley serves at ${server.url}`);
  // What a killed api had accepted and not yet rung for is rung now, not at the sweeper's next minute; nobody waits for that.
  void sweepOnce(workerDeps(parts)).catch((error: Error) => parts.log.warn({ reason: error.name }, 'the first look at what is pending failed'));
  await untilTold();
  await server.close();
  await closeParts(parts);
  return 0;
};
