/** Thrown when an index holds the vectors of one encoder and is opened for another: they cannot be compared. */
export class IndexMismatch extends Error {
  override name = 'IndexMismatch';
  readonly stored: { model: string; dim: number };
  readonly asked: { model: string; dim: number };
  constructor(stored: IndexMismatch['stored'], asked: IndexMismatch['asked']) {
    super(`The index holds vectors of ${stored.model} (${stored.dim}); it cannot be searched with ${asked.model} (${asked.dim}).`);
    this.stored = stored;
    this.asked = asked;
  }
}
