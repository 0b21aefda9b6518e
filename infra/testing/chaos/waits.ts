/** How long people waited for an acknowledgement while a fault lasted, read from the ledger: the gap that a restart leaves. */
import type { LedgerLine } from './evidence.ts';
import type { Kind } from './plan.ts';

/** Of each fault the longest time from a message's first sending to its acknowledgement, ms; messages that met the fault count. */
export function longestWaits(ledger: readonly LedgerLine[]): { kind: Kind; waitMs: number }[] {
  const sends = new Map<string, { from: number; to: number }>();
  const faults = new Map<string, { kind: Kind; from: number; to: number }>();
  for (const { op, phase, key, at, detail } of ledger) {
    if (op === 'send' && phase === 'invoke' && !sends.has(key)) sends.set(key, { from: at, to: Infinity });
    if (op === 'send' && phase === 'ok') sends.get(key)!.to = Math.min(at, sends.get(key)!.to);
    if (op === 'fault' && phase === 'invoke') faults.set(key, { kind: detail.kind as Kind, from: at, to: Infinity });
    if (op === 'fault' && phase === 'ok') faults.get(key)!.to = at;
  }
  const waits = [...sends.values()].filter(({ to }) => to < Infinity);
  return [...faults.values()].flatMap(({ kind, from, to }) => {
    const met = waits.filter((send) => send.from <= to && send.to >= from).map((send) => send.to - send.from);
    return met.length > 0 ? [{ kind, waitMs: Math.max(...met) }] : [];
  });
}
