/**
 * What the visitor sees of a conversation, folded from the frames of the socket. Pure: the same frames in any order, any
 * number of times, end in the same transcript.
 */
import type { EntryView } from '../../api/protocol/conversation.ts';
import type { ServerFrame } from '../../api/protocol/frames.ts';

/** An answer that is still being written. `early` holds pieces that overtook the next one. */
export type Draft = { turnId: string; attempt: number; next: number; text: string; early: Record<number, string> };

type ConversationId = EntryView['conversationId'];

export type Transcript = {
  conversationId: ConversationId | null;
  /** By seq, each once. */
  entries: readonly EntryView[];
  /** Everything up to here is present: the cursor of the next hello. */
  upTo: number;
  /** The server has more than is here: ask again from `upTo`. */
  gap: boolean;
  /** The log was read to its end since the connection was made. */
  caughtUp: boolean;
  drafts: readonly Draft[];
  /** Turns that were stored or discarded; a late piece of them starts no draft. */
  endedTurns: readonly string[];
  agentTyping: boolean;
  /** The server says that the answer is delayed. */
  delayed: boolean;
};

export const emptyTranscript = (conversationId: ConversationId | null = null): Transcript => ({
  conversationId,
  entries: [],
  upTo: 0,
  gap: false,
  caughtUp: conversationId === null,
  drafts: [],
  endedTurns: [],
  agentTyping: false,
  delayed: false,
});

const ENDED_TURNS_KEPT = 50;
/** Moves after which no answer of the assistant can follow. */
const SILENCING = ['takenOver', 'escalated', 'resolved', 'ended', 'paused'];

/** Folds one frame of the server into the transcript. Frames of another conversation change nothing. */
export function receive(view: Transcript, frame: ServerFrame): Transcript {
  // Drafts may have ended while nobody listened; those that live on show themselves by their next piece.
  if (frame.type === 'welcome') return { ...view, drafts: [], agentTyping: false, caughtUp: view.conversationId === null };
  if (!('conversationId' in frame)) return view;
  if (view.conversationId !== null && frame.conversationId !== view.conversationId) return view;
  const here = { ...view, conversationId: frame.conversationId };
  switch (frame.type) {
    case 'ack':
    case 'entry':
      return withEntry(here, frame.entry);
    case 'caughtUp':
      return { ...here, caughtUp: true, gap: frame.seq > here.upTo };
    case 'turn.opened':
      return isOver(here, frame.turnId) || here.drafts.some(({ turnId }) => turnId === frame.turnId) ? here : withTurn(here, frame.turnId);
    case 'turn.delta':
      return isOver(here, frame.turnId) ? here : withPiece(here, frame);
    case 'turn.discarded':
      return endTurn(here, frame.turnId);
    case 'typing':
      return frame.author === 'agent' ? { ...here, agentTyping: frame.typing } : here;
    case 'service':
      // It may cross the answer on its way.
      return { ...here, delayed: here.entries.at(-1)?.author.type === 'visitor' };
    default:
      return frame satisfies never;
  }
}

function withEntry(view: Transcript, entry: EntryView): Transcript {
  // Nearly always the newest, so the search for its place begins at the end.
  let place = view.entries.length;
  while (place > 0 && view.entries[place - 1]!.seq >= entry.seq) place--;
  const known = view.entries[place]?.seq === entry.seq;
  const entries = view.entries.toSpliced(place, known ? 1 : 0, entry);

  let { upTo } = view;
  while (entries[upTo]?.seq === upTo + 1) upTo++;
  const after = { ...view, entries, upTo, gap: upTo < entries.at(-1)!.seq };
  if (entry.author.type === 'agent') after.agentTyping = false;
  if (entry.author.type !== 'visitor') after.delayed = false;
  if (entry.turnId) return endTurn(after, entry.turnId);
  const isNewest = place === view.entries.length;
  return isNewest && (entry.author.type === 'agent' || SILENCING.includes(entry.kind)) ? { ...after, drafts: [] } : after;
}

function withPiece(view: Transcript, { turnId, attempt, n, text }: Extract<ServerFrame, { type: 'turn.delta' }>): Transcript {
  const known = view.drafts.find((draft) => draft.turnId === turnId);
  if (known && attempt < known.attempt) return view;
  const before = known?.attempt === attempt ? known : freshDraft(turnId, attempt);
  if (n < before.next) return view;
  const draft = { ...before, early: { ...before.early, [n]: text } };
  while (draft.next in draft.early) {
    draft.text += draft.early[draft.next];
    delete draft.early[draft.next++];
  }
  return { ...view, drafts: known ? view.drafts.map((one) => (one === known ? draft : one)) : [...view.drafts, draft] };
}

/** One turn runs at a time: what an earlier one had begun to say, it will not finish. */
const withTurn = (view: Transcript, turnId: string): Transcript => {
  const rest = view.drafts.reduce((after, draft) => endTurn(after, draft.turnId), view);
  return { ...rest, drafts: [freshDraft(turnId, 1)] };
};

const freshDraft = (turnId: string, attempt: number): Draft => ({ turnId, attempt, next: 0, text: '', early: {} });

const isOver = (view: Transcript, turnId: string): boolean => view.endedTurns.includes(turnId);

const endTurn = (view: Transcript, turnId: string): Transcript => ({
  ...view,
  drafts: view.drafts.filter((draft) => draft.turnId !== turnId),
  endedTurns: isOver(view, turnId) ? view.endedTurns : [...view.endedTurns, turnId].slice(-ENDED_TURNS_KEPT),
});
