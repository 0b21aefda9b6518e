/** Reads a question and passages together and says how well each answers it: slower than an index, and better at the head of its list. */
export interface Reranker {
  /** Of the model, for people. */
  readonly name: string;
  /**
   * @param texts at most a few dozen
   * @returns one number a text, in their order: higher is better, without a unit, and comparable within this call only
   */
  rerank(question: string, texts: readonly string[]): Promise<number[]>;
}
