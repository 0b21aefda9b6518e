/** What an agent has typed or not got through yet, kept for this tab: a reload or a dead session loses none of it. */
import type { Outgoing } from './transcript.ts';

const draftKey = (conversationId: string): string => `parley.draft.${conversationId}`;
const outgoingKey = (conversationId: string): string => `parley.outgoing.${conversationId}`;

export const readDraft = (conversationId: string): string => read(draftKey(conversationId)) ?? '';
export const keepDraft = (conversationId: string, text: string): void => write(draftKey(conversationId), text);

/** Messages whose fate is unknown come back as failed: sending one again under its id cannot double it. */
export function readOutgoing(conversationId: string): Outgoing[] {
  try {
    const kept: unknown = JSON.parse(read(outgoingKey(conversationId)) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter(isOutgoing).map((message) => ({ ...message, state: 'failed', problem: message.problem ?? 'It was not confirmed.' }))
      : [];
  } catch {
    return [];
  }
}

export const keepOutgoing = (conversationId: string, outgoing: readonly Outgoing[]): void =>
  write(outgoingKey(conversationId), outgoing.length > 0 ? JSON.stringify(outgoing) : '');

const isOutgoing = (value: unknown): value is Outgoing =>
  typeof value === 'object' && value !== null && 'clientMessageId' in value && 'text' in value && 'at' in value;

/** A browser may refuse its storage; then only the memory of the page is left. */
function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // full or forbidden: nothing else to keep it in
  }
}
