/** Where a conversation stands, in words, and what this user may do about it now. */
import type { Conversation, Entry } from '#lib/api/types.ts';

export const MOVES = ['take-over', 'return', 'pause', 'resume', 'resolve', 'reopen'] as const;
export type Move = (typeof MOVES)[number];

export const MOVE_LABEL: Record<Move, string> = {
  'take-over': 'Take over',
  return: 'Hand back',
  pause: 'Pause',
  resume: 'Resume',
  resolve: 'Resolve',
  reopen: 'Reopen',
};
export const MOVE_DONE: Record<Move, string> = {
  'take-over': 'You are answering now.',
  return: 'The assistant is answering again.',
  pause: 'The assistant is paused.',
  resume: 'The assistant is answering again.',
  resolve: 'Resolved.',
  reopen: 'Reopened. The assistant is answering.',
};

type Stands = Pick<Conversation, 'status' | 'mode' | 'takenBy'>;

/** The moves that the API would accept from here. */
export function movesFrom({ status, mode, takenBy }: Stands): Move[] {
  if (status === 'resolved') return ['reopen'];
  const moves: Move[] = [];
  if (!takenBy) moves.push('take-over');
  moves.push(mode === 'ai' ? 'pause' : mode === 'paused' ? 'resume' : 'return');
  return [...moves, 'resolve'];
}

/** Who answers now, as the header says it. */
export function whoAnswers({ status, mode, takenBy }: Stands, me: string | undefined, agentName: string | null): string {
  if (status === 'resolved') return 'Resolved';
  if (mode === 'paused') return 'The assistant is paused';
  if (mode === 'ai') return 'The assistant answers';
  if (!takenBy) return 'Waiting for a person';
  return takenBy === me ? 'You answer' : `${agentName ?? 'Another agent'} answers`;
}

/** The name of the agent who answers: the log tells it, the summary holds only the id. */
export const agentInCharge = (entries: readonly Pick<Entry, 'kind' | 'author'>[]): string | null =>
  entries.findLast(({ kind, author }) => author.type === 'agent' && (kind === 'takenOver' || kind === 'message'))?.author.name ?? null;

/** What the composer says before anything is written. */
export function composerHint({ status, mode, takenBy }: Stands, me: string | undefined): string {
  if (status === 'resolved') return 'Reopen the conversation to reply.';
  if (mode === 'ai') return 'Reply: the assistant falls silent when you do.';
  return takenBy && takenBy !== me ? 'Another agent is answering. You can still reply.' : 'Reply to the visitor.';
}

export const STATUS_LABEL: Record<Conversation['status'], string> = { unresolved: 'Unresolved', escalated: 'Escalated', resolved: 'Resolved' };

export const REASON_LABEL: Record<NonNullable<Entry['reason']>, string> = {
  askedForPerson: 'The visitor asked for a person',
  nothingFound: 'Nothing in the documents answers the question',
  modelUnsure: 'The assistant was not sure',
  modelFailed: 'The model did not answer in time',
  modelKeyRefused: 'The provider refuses calls with the model key of this workspace: see Settings',
  searchFailed: 'The documents could not be searched',
  budget: 'The budget for answers is used up',
  effectUnknown: 'It is not known whether a tool did its work',
};
