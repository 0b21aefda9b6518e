/** The direction belongs to one encoder, and says nothing of the vectors of another. */
import { expect, test } from '@jest/globals';
import { DIM, MODEL } from '../../infra/embeddings/onnx/embedder.ts';
import { MANNER_OF, mannerOf } from './manner.ts';

test('it is read from vectors of the encoder that comes with Parley, and from no other', () => {
  expect(MANNER_OF).toBe(MODEL);
  const vector = new Float32Array(DIM).fill(DIM ** -0.5);
  expect(mannerOf(vector, MODEL)).toEqual(expect.any(Number));
  expect(mannerOf(vector, 'text-embedding-3-small')).toBeNull();
});
