/** Which encoder made a tenant's vectors, and the way from one encoder to the next. */

/** A model and the numbers of its vectors; `words` where there is none and words alone are searched. */
export type EncoderName = 'words' | `${string}@${number}`;
export type Encoder = { model: string; dim: number };

export const WORDS_ONLY: EncoderName = 'words';

export const encoderName = (encoder: Encoder | null): EncoderName => (encoder ? `${encoder.model}@${encoder.dim}` : WORDS_ONLY);

/** Null for `words`. */
export function encoderOf(name: EncoderName): Encoder | null {
  const at = name.lastIndexOf('@');
  return at < 0 ? null : { model: name.slice(0, at), dim: Number(name.slice(at + 1)) };
}

/** Whether somebody named an encoder: a model, `@` and the numbers of a vector. */
export const isEncoderName = (text: string): text is EncoderName => text === WORDS_ONLY || /^[^@\s].*@[1-9]\d{0,4}$/.test(text);

export const CHANGE_STATES = ['building', 'paused', 'failed'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** An index that is built beside the one in use. */
export type EncoderChange = {
  to: EncoderName;
  state: ChangeState;
  /** Versions of documents that it holds whole, of all that it must hold. */
  done: number;
  total: number;
  startedAt: Date;
};

/** What a tenant's record says of its encoders. */
export type EncoderChoice = {
  /** The pointer: what searches read. */
  inUse: EncoderName;
  /** What they read before; its index is kept to go back to. */
  before: EncoderName | null;
  change: EncoderChange | null;
};

/** Thrown when something is to be published that was put into the index of an encoder which is not in use any more. */
export class EncoderSwitched extends Error {
  override readonly name = 'EncoderSwitched';
}
