/** What goes wrong with a file of the index. */
import type { EncoderName } from '../../../workflows/domain/encoder.ts';

/** Thrown when it cannot be opened or a call of it failed; the message is SQLite's. */
export class IndexFault extends Error {
  override name = 'IndexFault';
}

/** Thrown when a file holds what one encoder made and is opened for another: two of them cannot be compared. */
export class IndexMismatch extends Error {
  override name = 'IndexMismatch';
  readonly stored: EncoderName;
  readonly asked: EncoderName;
  constructor(stored: EncoderName, asked: EncoderName) {
    super(`The index holds what ${stored} made; it cannot be searched with ${asked}.`);
    this.stored = stored;
    this.asked = asked;
  }
}
