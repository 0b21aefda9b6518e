/** The timings of a turn as steps that follow each other. A step without a time is left out. */
import type { Turn } from '#lib/api/types.ts';

export type Step = { label: string; /** Milliseconds since the turn was opened. */ from: number; to: number };

export function timingSteps({ searchedMs, firstTokenMs, draftedMs, endedMs }: Turn['timings']): Step[] {
  const marks = [
    { label: 'Search', at: searchedMs },
    { label: 'First token', at: firstTokenMs },
    { label: 'Writing', at: draftedMs },
    { label: 'Commit', at: endedMs },
  ];
  const steps: Step[] = [];
  let from = 0;
  for (const { label, at } of marks) {
    if (at === null) continue;
    steps.push({ label, from: Math.min(from, at), to: at });
    from = Math.max(from, at);
  }
  return steps;
}
