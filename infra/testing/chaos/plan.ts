/** The schedule of faults: made from the seed alone, before anything runs, so that the same seed gives the same plan. */
import { EFFECTS } from './instrument.ts';
import { MOODS } from './model-server.ts';
import { seeded, type Random } from './random.ts';

/** By the numbers of threats.md. */
export const KINDS = {
  F1: 'worker killed at a named point beside an effect',
  F2: 'all workers down',
  F3: 'worker frozen past its timeout, then thawed',
  F4: 'api killed at a named point beside an effect',
  F5: 'api told to stop and started again under load',
  F6: 'Temporal killed, away, and started on the same disk',
  F7: 'Temporal slow, its connections reset',
  F8: 'MongoDB killed, away, and started on the same disk',
  F9: 'MongoDB slow',
  F10: 'MongoDB fails over, or loses the reply to a write that it carried out',
  F11: 'vector index down or slow',
  F12: 'model refuses: 429 with and without Retry-After, 5xx, no connection',
  F13: 'model breaks off, is silent, endless, dripping, garbled, or says everything twice',
  F14: 'model calls an unknown tool, or one with broken arguments',
  F18: 'clocks: worker two hours ahead, api one hour behind',
  F20: 'a release whose workflow tasks fail, and the old one again',
  F21: 'a burst of messages while runs follow each other',
  F22: 'messages made to break parsers',
  F23: 'no room left on the disk of MongoDB or Temporal',
  F24: 'worker with little memory',
  F25: 'black hole on the lines, and the bus away',
  F26: 'sockets of visitors cut again and again',
  F27: 'two agents want the same conversation while a turn is in flight',
  F30: 'three faults at once',
} as const;
export type Kind = keyof typeof KINDS;

/** What the machine must have for a kind. */
export const NEEDS: Partial<Record<Kind, { tool: string; from: string }>> = {
  F18: { tool: 'faketime', from: 'apt-get install faketime' },
  F23: { tool: 'prlimit', from: 'apt-get install util-linux' },
};

/** One fault, with all that chance decides about it. */
export type Fault = { n: number; kind: Kind; pauseMs: number; forMs: number; choice: string; parts?: Fault[] };

/** Those that leave each other room, for F30. */
const TOGETHER = ['F7', 'F9', 'F10', 'F11', 'F12', 'F13', 'F25', 'F26'] as const satisfies Kind[];

/** How long the outage itself lasts, ms. */
const LASTS: Partial<Record<Kind, [low: number, high: number]>> = {
  F2: [3_000, 8_000],
  F3: [11_000, 13_000],
  F6: [3_000, 10_000],
  F7: [3_000, 5_000],
  F8: [3_000, 8_000],
  F9: [4_000, 6_000],
  F10: [6_000, 9_000],
  F18: [4_000, 6_000],
  F20: [3_000, 5_000],
  F23: [3_000, 6_000],
  F24: [4_000, 6_000],
  F25: [4_000, 8_000],
};

/** The outages of threats.md at their full length, ms: one of each, where a run has room for them. */
const IN_FULL: Partial<Record<Kind, number>> = { F2: 60_000, F6: 60_000, F8: 30_000 };
const ROOMY = 60;

const points = (role: 'api' | 'worker'): string[] => EFFECTS[role].flatMap((effect) => [`${effect}:before`, `${effect}:after`]);
const CHOICES: Partial<Record<Kind, readonly string[]>> = {
  F1: points('worker'),
  F4: points('api'),
  F7: ['slow', 'resets'],
  F10: ['NotWritablePrimary', 'PrimarySteppedDown', 'replyLost'],
  F11: ['down', 'slow'],
  F12: [...MOODS.filter((mood) => /^(rateLimited|error5)/.test(mood)), 'refused'],
  F13: ['silence', 'cut', 'cutInJson', 'errorBody', 'badUtf8', 'doubledEvents', 'endless', 'drip'],
  F14: ['unknownTool', 'badArguments'],
  F23: ['mongo', 'temporal'],
  F25: ['api-mongo', 'worker-mongo', 'api-temporal', 'worker-temporal', 'worker-model', 'worker-errands', 'bus'],
};

/**
 * @param count of faults in all; each kind comes equally often, one time more or less; of 60 and more, the second outage of all
 *   workers, of Temporal and of MongoDB lasts as long as threats.md asks
 * @param kinds what may come, default all
 */
export function planFaults(count: number, seed: number, kinds: readonly Kind[] = Object.keys(KINDS) as Kind[]): Fault[] {
  const random = seeded(seed * 7_919 + 1);
  const row: Kind[] = [];
  while (row.length < count) row.push(...shuffled(kinds, random));
  // Choices go round within a kind, so that all crash points come before one comes again.
  const decks = new Map<Kind, string[]>();
  const choose = (kind: Kind): string => {
    const all = CHOICES[kind];
    if (!all) return '';
    const deck = decks.get(kind)?.length ? decks.get(kind)! : shuffled(all, random);
    decks.set(kind, deck);
    return deck.pop()!;
  };
  const one = (n: number, kind: Kind): Fault => {
    const [low, high] = LASTS[kind] ?? [2_000, 4_000];
    return { n, kind, pauseMs: random.between(300, 1_500), forMs: random.between(low, high), choice: choose(kind) };
  };
  const times = new Map<Kind, number>();
  return row.slice(0, count).map((kind, i) => {
    const fault = one(i + 1, kind);
    times.set(kind, (times.get(kind) ?? 0) + 1);
    if (count >= ROOMY && times.get(kind) === 2) fault.forMs = IN_FULL[kind] ?? fault.forMs;
    return kind === 'F30'
      ? {
          ...fault,
          parts: shuffled(TOGETHER, random)
            .slice(0, 3)
            .map((part) => one(i + 1, part)),
        }
      : fault;
  });
}

function shuffled<T>(all: readonly T[], random: Random): T[] {
  const left = [...all];
  return all.map(() => left.splice(random.between(0, left.length - 1), 1)[0]!);
}
