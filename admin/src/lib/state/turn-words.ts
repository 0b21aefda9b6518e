/** What the record of a turn says, in words. */
import type { SentRequest, Turn } from '../api/types.ts';

type ModelStep = Extract<Turn['steps'][number], { type: 'model' }>;

export const STEP_BY: Record<ModelStep['by'], string> = {
  model: 'The model',
  fallback: 'The model that stands in',
  quotes: 'The answerer that quotes',
};

export const REQUEST_STATE: Record<SentRequest['state'], string> = {
  exact: 'Byte for byte as it was sent.',
  forgotten: 'It held words of a document that was deleted since, so it cannot be shown any more.',
  none: 'Nothing was sent: there was nothing to answer from, or nobody answered.',
  unproven: 'Made again of the record; nothing proves that it is the same to the byte.',
  tooLarge: 'It is too large to be shown.',
};

/** @param micros millionths of a US dollar */
export const money = (micros: number): string => `$${(micros / 1_000_000).toFixed(micros > 0 && micros < 10_000 ? 6 : 2)}`;
