/** A minute of sweeping, started by the Schedule `sweep-undispatched`. */
import { sweep } from '../retry-profiles.ts';

export async function sweeper(): Promise<number> {
  const { rung } = await sweep.sweepUndispatched();
  return rung;
}
