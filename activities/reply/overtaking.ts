/**
 * Ends a provider's answer as soon as somebody else has spoken. The workflow cancels the draft anyhow, but a cancel arrives with a
 * heartbeat, up to a second later; the bus is there at once. It may lose the news: then the cancel does it.
 */
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { isHolding } from './tell-delay.ts';

/** @returns a signal that aborts when something stands behind `upTo` that the answer did not know */
export function overtaking(
  { bus, entries }: Pick<Deps, 'bus' | 'entries'>,
  { tenantId, conversationId }: ConversationRef,
  upTo: number,
): { signal: AbortSignal; end: () => void } {
  const overtaken = new AbortController();
  const end = bus.subscribe((event) => {
    if (event.type !== 'entry.appended' || event.conversationId !== conversationId || event.seq <= upTo) return;
    void entries.get({ tenantId }, event.entryId).then(
      (entry) => entry && !isHolding(entry) && overtaken.abort(),
      () => {},
    );
  });
  return { signal: overtaken.signal, end };
}
