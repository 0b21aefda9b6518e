/** What each sink of a world was given: how much, and which canaries, for whom. Texts are searched as they come and not kept. */
import { encodedForms, wordsIn } from './canary.ts';

export const SINKS = [
  'http bodies',
  'http headers',
  'audit exports',
  'frames to visitors',
  'frames to staff',
  'log lines',
  'model prompts',
  'vector hits',
  'temporal histories',
  'mails',
  'uploaded files',
  'file names',
  'turn traces',
  'database records',
] as const;
export type Sink = (typeof SINKS)[number];

/** For whom a text was: a credential that somebody presented, a tenant as the part itself says, or nobody in particular. */
export type Reader = { type: 'credential'; header: string } | { type: 'tenant'; tenantId: string } | { type: 'anyone' };
export type Sighting = { sink: Sink; reader: Reader; where: string; words: ReadonlySet<string> };

export type Recorder = {
  /** A tenant's canary, to be looked for in its encoded forms, too. */
  watchFor(canary: string): void;
  see(sink: Sink, reader: Reader, where: string, text: string): void;
  sightings(): readonly Sighting[];
  searched(): Record<Sink, { texts: number; bytes: number }>;
};

export function recorder(): Recorder {
  const encoded = new Map<string, string>();
  const seen = new Map<string, Sighting>();
  const searched = Object.fromEntries(SINKS.map((sink) => [sink, { texts: 0, bytes: 0 }])) as Record<Sink, { texts: number; bytes: number }>;
  return {
    watchFor(canary) {
      for (const form of encodedForms(canary)) encoded.set(form, canary);
    },
    see(sink, reader, where, text) {
      searched[sink].texts++;
      searched[sink].bytes += text.length;
      const words = wordsIn(text, encoded);
      if (words.size === 0) return;
      const sighting = { sink, reader, where, words };
      // The same answer again tells nothing new.
      seen.set(JSON.stringify([sink, reader, [...words].sort()]), sighting);
    },
    sightings: () => [...seen.values()],
    searched: () => searched,
  };
}
