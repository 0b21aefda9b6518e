/** By when a person should have answered what was escalated: business time of the tenant, by the engine's clock. */
import { addBusinessTime } from '../../workflows/domain/business-hours.ts';
import { lifecycleOf } from '../../workflows/domain/lifecycle.ts';
import type { Settings } from '../../workflows/domain/settings.ts';

/** @param escalatedAt ms of the epoch, as the result is. @returns null without a promise */
export function firstResponseBy(settings: Settings, escalatedAt: number): number | null {
  const { firstResponseMs, hours } = lifecycleOf(settings);
  return firstResponseMs === null ? null : addBusinessTime(escalatedAt, firstResponseMs, hours);
}
