/** What a call is taken to cost, and when a budget is used up. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { budgetOf, callOf, costMicros, DEFAULT_BUDGET, exceeds, NOTHING, tokensOf } from './budget.ts';

test("a tenant's limits stand before the defaults, one by one", () => {
  const budget = budgetOf({ budget: { turn: { modelCalls: 2 }, tenantDay: { tokens: 10 } } });
  expect(budget.turn).toEqual({ ...DEFAULT_BUDGET.turn, modelCalls: 2 });
  expect(budget.conversation).toEqual(DEFAULT_BUDGET.conversation);
  expect(budget.tenantDay).toEqual({ ...DEFAULT_BUDGET.tenantDay, tokens: 10 });
  expect(budgetOf({})).toEqual(DEFAULT_BUDGET);
});

test('the limit itself may be reached, and what was not taken is no reason', () => {
  const spent = { ...NOTHING, modelCalls: 3, tokens: 100 };
  expect(exceeds(spent, { modelCalls: 3 }, { ...NOTHING, modelCalls: 1 })).toBe(false);
  expect(exceeds(spent, { modelCalls: 2 }, { ...NOTHING, modelCalls: 1 })).toBe(true);
  expect(exceeds(spent, { tokens: 50 }, { ...NOTHING, toolCalls: 1 })).toBe(false);
  expect(exceeds(spent, {}, { ...NOTHING, modelCalls: 1 })).toBe(false);
});

test('dollars a million tokens are millionths of a dollar a token, rounded up', () => {
  expect(costMicros({ inputTokens: 3_000, outputTokens: 500 }, { input: 0.25, output: 2 })).toBe(1_750);
  expect(costMicros({ inputTokens: 1, outputTokens: 0 }, { input: 0.25, output: 2 })).toBe(1);
  expect(callOf({ inputTokens: 3_000, outputTokens: 500 }, null)).toEqual({ modelCalls: 1, toolCalls: 0, tokens: 3_500, costMicros: 0 });
});

test('a text is never taken for fewer tokens than a third of its letters, nor for fewer than its letters in other scripts', () => {
  expect(tokensOf('Kann ich das zurückgeben?')).toBeGreaterThan(8);
  expect(tokensOf('返品できますか')).toBe(7);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tokensOf(text) >= [...text].length / 3));
});
