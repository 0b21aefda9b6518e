/** Turns text into vectors. `model` and `dim` are stored beside an index: a query of another pair is refused. */
export interface Embedder {
  readonly model: string;
  readonly dim: number;
  /** Vectors of length 1, one a text, in order; text beyond the model's window is cut. */
  embed(texts: readonly string[], kind: 'query' | 'passage'): Promise<Float32Array[]>;
  /** True for a lower-case word that the model knows as one; absent where the vocabulary is not at hand. */
  isWord?(word: string): boolean;
  close(): Promise<void>;
}
