/** By when a person should have answered what was escalated: business time of the tenant, from the entry's own time on. */
import { addBusinessTime } from '../../workflows/domain/business-hours.ts';
import { lifecycleOf } from '../../workflows/domain/lifecycle.ts';
import type { Settings } from '../../workflows/domain/settings.ts';

/** Ms of the epoch; null without a promise. */
export function firstResponseBy(settings: Settings, escalatedAt: Date): number | null {
  const { firstResponseMs, hours } = lifecycleOf(settings);
  return firstResponseMs === null ? null : addBusinessTime(escalatedAt.getTime(), firstResponseMs, hours);
}
