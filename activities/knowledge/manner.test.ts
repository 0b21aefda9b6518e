/** The direction belongs to one encoder, and says nothing of the vectors of another. */
import { expect, test } from '@jest/globals';
import { DIM, MODEL } from '../../infra/embeddings/onnx/embedder.ts';
import { MANNER_OF, mannerOf } from './manner.ts';

const along = (axis: number): Float32Array => Float32Array.from({ length: DIM }, (_, i) => Number(i === axis));

test('it is read from vectors of the encoder that comes with Parley, and from no other', () => {
  expect(MANNER_OF).toBe(MODEL);
  expect(mannerOf(along(0), 'text-embedding-3-small')).toBeNull();
});

test('of all axes together it is one direction of length 1', () => {
  const parts = Array.from({ length: DIM }, (_, axis) => mannerOf(along(axis), MODEL)!);
  expect(Math.hypot(...parts)).toBeCloseTo(1, 5);
});
