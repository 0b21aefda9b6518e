/**
 * Whether a question is of the manner of those that help centres answer, or of those that seem to belong to them and stay open: another
 * property of a thing, a condition that no rule covers, a case that only staff can look up. Of the question alone, whatever was found.
 */

/** The encoder in whose space the direction lies. */
export const MANNER_OF = 'bge-small-en-v1.5-int8';

/** Printed by `infra/bench/answer-quality/manner.ts`: 384 numbers of eight bits. */
const BYTES = Buffer.from(
  `
Et8e9gPMJfj/BR80HvbjCQ/i2AT5FM8CAh4NHAAA/+bl7RkO+sc2DhIb89kK8Qr+Zx8KBvYX2zQWAA8N6e808CP//g1PTPP10ygP6hUOLR3qEPYI9twdCfb8
SNjqGQsNJwO3EycT1yLv5xQy1+zwDw8JGDP59Pn94xAJEtzH/QzI4P2mBPcMCg4iAurb9vcXIdUhCx3P8ccH6w3e+9oCC9Xl8LwMYhH17gL17AbOQeMMJdr9
AvIMBBXcyAcA5fHW4OPoBP3qIusr1x/nBT0k8B4BD9kp8gwAK/Xz7vUbMP8UDBEP9hbZ8OAY5xHu7OvuDe0C2Nfp5OULIucf8BgZB+H/AQUf7eb57gEk4S3m
IvINGu3zJDYC8RcZ/xYhCOXkFf7c3xoCDxcB/vPZDxj6z+oeA9Ak7OvrI+0Q9zIa8/gO+C0f/AbzzBfjF93oHOP8GcL3+PLTC/wF7yVN6tgE7/wLgeIPFeUC
BTAW9fkY/8wH/QsTDAkJ+UEwBBcEF9fb
`,
  'base64',
);
const DIRECTION = unit(Float32Array.from(new Int8Array(BYTES)));

/**
 * @param question its vector, of length 1, as a passage is encoded
 * @param model whose vector it is
 * @returns a cosine, higher for what is more often answered: 0.1 on average, with a spread of 0.1; null for another encoder's vector
 */
export const mannerOf = (question: Float32Array, model: string): number | null =>
  model === MANNER_OF ? question.reduce((sum, value, i) => sum + value * DIRECTION[i]!, 0) : null;

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
