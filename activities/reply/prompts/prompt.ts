/** A text for a language model that has a version, so that a turn says which one it followed. */

export type Prompt = {
  id: string;
  /** Counts from 1; raised with every change of the text. `prompts.test.ts` holds what each one says. */
  version: number;
  text: (...values: never[]) => string;
};

/** As turns keep it: `reply@1`. */
export const promptVersionOf = ({ id, version }: Pick<Prompt, 'id' | 'version'>): string => `${id}@${version}`;
