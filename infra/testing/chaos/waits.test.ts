/** The longest wait of a fault is that of a message which met it. */
import { expect, test } from '@jest/globals';
import type { LedgerLine } from './evidence.ts';
import { longestWaits } from './waits.ts';

let n = 0;
const line = (at: number, op: LedgerLine['op'], key: string, phase: LedgerLine['phase']): LedgerLine => ({
  ...{ n: n++, at, actor: 'visitor-1', op, key, phase },
  detail: op === 'fault' ? { kind: 'F5' } : {},
});

test('a message counts from its first sending, and only when it was under way while the fault lasted', () => {
  const ledger = [
    line(0, 'send', 'before', 'invoke'),
    line(900, 'send', 'before', 'ok'),
    line(950, 'send', 'during', 'invoke'),
    line(1_000, 'fault', 'fault-1', 'invoke'),
    line(1_100, 'send', 'during', 'info'),
    line(1_200, 'send', 'during', 'invoke'),
    line(1_450, 'send', 'during', 'ok'),
    line(1_500, 'fault', 'fault-1', 'ok'),
    line(2_000, 'send', 'behind', 'invoke'),
    line(4_000, 'send', 'behind', 'ok'),
    line(4_100, 'send', 'never', 'invoke'),
  ];
  expect(longestWaits(ledger)).toEqual([{ kind: 'F5', waitMs: 500 }]);
});
