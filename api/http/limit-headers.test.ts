import { expect, test } from '@jest/globals';
import type { LimitState } from '../../infra/ports/identity.ts';
import { toldLimits } from './limit-headers.ts';

const scarce: LimitState = { limit: 'signIn', points: 10, seconds: 60, remaining: 1, resetSeconds: 30, shared: false };
const plenty: LimitState = { ...scarce, remaining: 7, resetSeconds: 60 };
const wide: LimitState = { limit: 'signInFrom', points: 100, seconds: 60, remaining: 99, resetSeconds: 60, shared: false };
const common: LimitState = { limit: 'visitorMessageTo', points: 3_000, seconds: 10, remaining: 2, resetSeconds: 9, shared: true };

async function headersAfter(states: LimitState[]): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  const left = [...states];
  const limits = toldLimits(
    {
      async take(_limit, _key, _points, note) {
        note?.(left.shift()!);
        return 0;
      },
    },
    { set: (fields) => Object.assign(headers, fields) },
  );
  for (const { limit } of states) await limits.take(limit, 'somebody');
  return headers;
}

test('every limit that was taken is told by its name, the scarcer of two of one name', async () => {
  const told = { 'ratelimit-policy': '"signIn";q=10;w=60, "signInFrom";q=100;w=60', ratelimit: '"signIn";r=1;t=30, "signInFrom";r=99;t=60' };
  expect(await headersAfter([scarce, wide, plenty])).toEqual(told);
  expect(await headersAfter([plenty, wide, scarce])).toEqual(told);
});

test('of a limit that callers share nothing is told', async () => {
  expect(await headersAfter([common])).toEqual({});
});
