/** `parley migrate`: indexes and schedules of this version, on the servers that the environment names. */
import { migrate } from '../../mongo/migrations/migrate.ts';
import { withParts } from '../with-parts.ts';
import { scheduleSweeper } from '../prepare-data.ts';
import type { Run } from '../command.ts';

export const run: Run = ({ config, json }) =>
  withParts(config, async (parts) => {
    const indexes = await migrate(parts.connection);
    await scheduleSweeper(parts);
    console.log(json ? JSON.stringify({ indexes }) : `${indexes.length} indexes and 1 schedule are in place.`);
    return 0;
  });
