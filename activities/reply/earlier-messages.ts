/** What was said before a turn, as far as it still counts. */
import type { EntryKind } from '../../workflows/domain/entry.ts';
import { discreet } from '../../workflows/domain/personal-data.ts';
import type { ChatMessage, Turn } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';

/** How many earlier entries are looked at. */
const EARLIER = 12;
const FENCES: readonly EntryKind[] = ['resolved', 'ended', 'reopened'];

/** Messages before the first that the turn answers, oldest first: the visitor's as `user`, those of assistant and agents as `assistant`. */
export async function earlierMessages({ entries, settings }: Pick<Deps, 'entries' | 'settings'>, turn: Turn): Promise<ChatMessage[]> {
  const rules = (await settings.version({ tenantId: turn.tenantId }, turn.settingsVersion)) ?? {};
  const first = turn.answers[0] ?? turn.upTo;
  const from = Math.max(0, first - 1 - EARLIER);
  const before = first - 1 > from ? await entries.after({ tenantId: turn.tenantId }, turn.conversationId, from, first - 1 - from) : [];
  // What was resolved is over: a question of today is not read in the light of it.
  const fence = before.findLastIndex((entry) => FENCES.includes(entry.kind));
  return before
    .slice(fence + 1)
    .filter((entry) => entry.kind === 'message' && entry.body.text)
    .map((entry) => ({ role: entry.author.type === 'visitor' ? 'user' : 'assistant', content: discreet(entry.body.text, rules) }));
}
