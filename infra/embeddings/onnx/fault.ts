/** Thrown when the local encoder cannot answer; `busy` passes, the others need a look. */
export class EmbedderFault extends Error {
  override name = 'EmbedderFault';
  readonly kind: 'busy' | 'broken' | 'closed';
  constructor(kind: EmbedderFault['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
