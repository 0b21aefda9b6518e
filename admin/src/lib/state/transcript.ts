/** A conversation on the screen as pure data: the log by seq, drafts of the assistant, and what this agent is sending. */
import type { Entry } from '#lib/api/types.ts';

export type Draft = { turnId: string; attempt: number; /** The `n` of the next piece. */ next: number; text: string };

export type Outgoing = { clientMessageId: string; text: string; at: string; state: 'sending' | 'failed'; problem: string | null };

export type Transcript = {
  /** By seq, each once. A gap means that something is still on its way. */
  entries: readonly Entry[];
  drafts: readonly Draft[];
  outgoing: readonly Outgoing[];
  /** Turns that were discarded: what the network still delivers of them is not shown. */
  ended: readonly string[];
};

export const EMPTY: Transcript = { entries: [], drafts: [], outgoing: [], ended: [] };

/** Puts entries in their places. A stored answer replaces its draft, a stored message the one that was being sent. */
export function withEntries(transcript: Transcript, news: readonly Entry[]): Transcript {
  const bySeq = new Map(transcript.entries.map((entry) => [entry.seq, entry]));
  for (const entry of news) bySeq.set(entry.seq, entry);
  const turns = new Set(news.map(({ turnId }) => turnId));
  const sent = new Set(news.map(({ clientMessageId }) => clientMessageId));
  return {
    ...transcript,
    entries: [...bySeq.values()].sort((a, b) => a.seq - b.seq),
    drafts: transcript.drafts.filter(({ turnId }) => !turns.has(turnId)),
    outgoing: transcript.outgoing.filter(({ clientMessageId }) => !sent.has(clientMessageId)),
  };
}

/** The last seq before which nothing is missing, 0 in an empty transcript. Catching up begins behind it. */
export function caughtUpTo({ entries }: Transcript): number {
  let last = entries[0]?.seq ?? 0;
  for (const { seq } of entries) if (seq === last + 1) last = seq;
  return last;
}

export const hasGap = (transcript: Transcript): boolean => (transcript.entries.at(-1)?.seq ?? 0) > caughtUpTo(transcript);

export const firstSeq = ({ entries }: Transcript): number => entries[0]?.seq ?? 0;

export function turnOpened(transcript: Transcript, turnId: string): Transcript {
  if (isOver(transcript, turnId) || transcript.drafts.some((draft) => draft.turnId === turnId)) return transcript;
  // One turn runs at a time: what an earlier one had begun to say, it will not finish.
  const rest = transcript.drafts.reduce((after, draft) => turnDiscarded(after, draft.turnId), transcript);
  return { ...rest, drafts: [{ turnId, attempt: 1, next: 0, text: '' }] };
}

/** A repeated piece is skipped, a higher attempt starts the draft anew. */
export function turnDelta(transcript: Transcript, delta: { turnId: string; attempt: number; n: number; text: string }): Transcript {
  const opened = turnOpened(transcript, delta.turnId);
  const drafts = opened.drafts.map((draft) => {
    if (draft.turnId !== delta.turnId || delta.attempt < draft.attempt) return draft;
    const before = delta.attempt > draft.attempt ? { ...draft, attempt: delta.attempt, next: 0, text: '' } : draft;
    return delta.n < before.next ? before : { ...before, next: delta.n + 1, text: before.text + delta.text };
  });
  return { ...opened, drafts };
}

export function turnDiscarded(transcript: Transcript, turnId: string): Transcript {
  return {
    ...transcript,
    drafts: transcript.drafts.filter((draft) => draft.turnId !== turnId),
    ended: [...transcript.ended, turnId].slice(-50),
  };
}

/** After a lost link nobody tells what became of a draft: those still running show themselves again. */
export const withoutDrafts = (transcript: Transcript): Transcript => ({ ...transcript, drafts: [] });

export const sending = (transcript: Transcript, message: Pick<Outgoing, 'clientMessageId' | 'text' | 'at'>): Transcript => ({
  ...transcript,
  outgoing: [
    ...transcript.outgoing.filter(({ clientMessageId }) => clientMessageId !== message.clientMessageId),
    { ...message, state: 'sending', problem: null },
  ],
});

export const sendFailed = (transcript: Transcript, clientMessageId: string, problem: string): Transcript => ({
  ...transcript,
  outgoing: transcript.outgoing.map((message) => (message.clientMessageId === clientMessageId ? { ...message, state: 'failed', problem } : message)),
});

export const withdrawn = (transcript: Transcript, clientMessageId: string): Transcript => ({
  ...transcript,
  outgoing: transcript.outgoing.filter((message) => message.clientMessageId !== clientMessageId),
});

const isOver = ({ ended, entries }: Transcript, turnId: string): boolean =>
  ended.includes(turnId) || entries.some((entry) => entry.turnId === turnId);
