/** Parameters as rows and back: nothing is lost, and what is there twice is refused by the rules that the API checks by. */
import { expect, test } from '@jest/globals';
import { functions } from '../../../../api/protocol/functions.ts';
import { newRow, parametersOf, rowsOf } from './function-parameters.ts';

const PARAMETERS = {
  type: 'object' as const,
  properties: {
    order: { type: 'string' as const, description: 'Like FW-1042' },
    size: { type: 'string' as const, enum: ['small', 'large'] },
    count: { type: 'integer' as const },
  },
  required: ['order'],
  additionalProperties: false as const,
};
const declared = (parameters: object) =>
  functions.safeParse([
    {
      name: 'order_status',
      description: 'x',
      parameters,
      method: 'GET',
      url: 'https://api.shop.example/',
      headers: [],
      timeoutMs: 3_000,
      kind: 'read',
    },
  ]);

test('rows say what the parameters say, and back', () => {
  expect(rowsOf(PARAMETERS)[1]).toEqual({ name: 'size', type: 'string', description: '', choices: 'small, large', required: false });
  expect(parametersOf(rowsOf(PARAMETERS))).toEqual(PARAMETERS);
  expect(declared(parametersOf(rowsOf(PARAMETERS))).success).toBe(true);
});

test('choices belong to text alone', () => {
  const [row] = rowsOf(PARAMETERS).slice(1);
  expect(parametersOf([{ ...row!, type: 'number' }]).properties).toEqual({ size: { type: 'number' } });
});

test('a name that is there twice and one without letters are refused, and none is dropped', () => {
  const twice = parametersOf([...rowsOf(PARAMETERS), { ...newRow(), name: 'order' }]);
  expect(Object.keys(twice.properties)).toHaveLength(4);
  expect(declared(twice).success).toBe(false);
  expect(declared(parametersOf([newRow()])).success).toBe(false);
});
