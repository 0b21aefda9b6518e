/** What a model may hand to a tool, and what it is told when that does not fit. */
import { expect, test } from '@jest/globals';
import { ORDER_PARAMETERS } from '../../infra/testing/order-parameters.ts';
import { readArguments } from './arguments.ts';

test.each(['{"order": "A-1"}', '{"order": "A-1", "pieces": 2, "share": 0.5, "notify": false, "speed": "fast"}'])('%s fits', (json) => {
  expect(readArguments(ORDER_PARAMETERS, json)).toEqual({ type: 'valid', args: JSON.parse(json) as object });
});

test('a tool that takes nothing may be called with nothing', () => {
  expect(readArguments({ ...ORDER_PARAMETERS, properties: {}, required: [] }, ' ')).toEqual({ type: 'valid', args: {} });
});

test.each([
  ['{"order": "A', 'not valid JSON'],
  ['["A-1"]', 'must be a JSON object'],
  ['null', 'must be a JSON object'],
  ['{}', '"order" is missing'],
  ['{"order": 1}', 'must be a string'],
  ['{"order": "A\\ud800"}', 'must be a string'],
  ['{"order": "A-1", "pieces": 1.5}', 'must be an integer'],
  ['{"order": "A-1", "share": "half"}', 'must be a number'],
  ['{"order": "A-1", "speed": "now"}', 'one of slow, fast'],
  // Whose conversation it is, no argument says.
  ['{"order": "A-1", "tenantId": "tnt_other"}', 'no argument "tenantId"'],
  ['{"order": "A-1", "constructor": "x"}', 'no argument "constructor"'],
])('%s does not', (json, words) => {
  const read = readArguments(ORDER_PARAMETERS, json);
  expect(read).toMatchObject({ type: 'fault' });
  expect(read.type === 'fault' && read.fault).toContain(words);
});
