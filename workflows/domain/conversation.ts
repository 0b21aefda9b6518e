/** Where a conversation stands is folded from its log; which moves are legal there is one pure function. */
import type { Author, Entry, MoveKind } from './entry.ts';
import type { ConversationId, TenantId, UserId, VisitorId } from './ids.ts';

export const STATUSES = ['unresolved', 'escalated', 'resolved'] as const;
export type Status = (typeof STATUSES)[number];
export const MODES = ['ai', 'human', 'paused'] as const;
export type Mode = (typeof MODES)[number];

export type Standing = {
  mode: Mode;
  status: Status;
  /** Seq of the entry that made it so; 0 before any. */
  since: number;
  /** The agent who answers, if one does. */
  takenBy: UserId | null;
};

export const NEW_STANDING: Standing = { mode: 'ai', status: 'unresolved', since: 0, takenBy: null };

/** What may be asked of a running conversation. */
export const MOVES = ['takeOver', 'returnToAssistant', 'resolve', 'reopen', 'escalate', 'end', 'pause', 'resume'] as const;
export type Move = (typeof MOVES)[number];

export const MOVE_ENTRY: Record<Move, MoveKind> = {
  takeOver: 'takenOver',
  returnToAssistant: 'returned',
  resolve: 'resolved',
  reopen: 'reopened',
  escalate: 'escalated',
  end: 'ended',
  pause: 'paused',
  resume: 'resumed',
};

type Target = Omit<Standing, 'since'>;

/**
 * Where a move leads, or undefined when it is not legal from here.
 * @param by the agent who asks; null for the assistant, the visitor and the system
 */
export function afterMove(from: Standing, move: Move, by: UserId | null): Target | undefined {
  const closed = from.status === 'resolved';
  switch (move) {
    case 'takeOver':
      return closed || from.takenBy || !by ? undefined : { mode: 'human', status: from.status, takenBy: by };
    case 'returnToAssistant':
      return closed || from.mode !== 'human' ? undefined : { mode: 'ai', status: 'unresolved', takenBy: null };
    case 'escalate':
      return closed || from.mode !== 'ai' ? undefined : { mode: 'human', status: 'escalated', takenBy: null };
    case 'resolve':
      return closed ? undefined : { mode: 'ai', status: 'resolved', takenBy: null };
    case 'reopen':
      return closed ? { mode: 'ai', status: 'unresolved', takenBy: null } : undefined;
    case 'pause':
      return closed || from.mode !== 'ai' ? undefined : { mode: 'paused', status: from.status, takenBy: null };
    case 'resume':
      return closed || from.mode !== 'paused' ? undefined : { mode: 'ai', status: from.status, takenBy: null };
    case 'end':
      return { mode: 'ai', status: 'resolved', takenBy: null };
    default:
      return move satisfies never;
  }
}

/** The projection of a log: what inbox and routes show without reading it. Can be rebuilt from the log at any time. */
export type Conversation = Standing & {
  _id: ConversationId;
  tenantId: TenantId;
  visitorId: VisitorId;
  /** Last entry folded in; the guard of every projection. */
  projectedSeq: number;
  /** Everything up to here is answered or escalated. */
  answeredUpTo: number;
  /** Since when a visitor has been waiting for the assistant; null when nobody waits for it. */
  awaitingSince: Date | null;
  /** Since when, and from which entry on, a visitor has been waiting for us, the assistant or people; null when it is the visitor's turn. */
  waiting: { since: Date; seq: number } | null;
  /** Last message or notice, cut to an excerpt. */
  lastMessage: { seq: number; author: Author['type']; excerpt: string; at: Date } | null;
  /** Seqs of the visitor's last messages, at most 100, for the unread count. */
  visitorSeqs: number[];
  createdAt: Date;
  lastActivityAt: Date;
};

const EXCERPT = 140;
const VISITOR_SEQS = 100;

const MOVE_OF: Record<MoveKind, Move> = {
  takenOver: 'takeOver',
  returned: 'returnToAssistant',
  resolved: 'resolve',
  reopened: 'reopen',
  escalated: 'escalate',
  ended: 'end',
  paused: 'pause',
  resumed: 'resume',
};

/** Folds one entry into the projection. The first entry of a log is always the visitor's. */
export function fold(before: Conversation | null, entry: Entry): Conversation {
  const view: Conversation = before ? { ...before } : opened(entry);
  view.projectedSeq = entry.seq;
  view.lastActivityAt = entry.at;
  const agent = entry.author.type === 'agent' ? entry.author.id : null;

  if (entry.kind !== 'message') {
    const target = afterMove(view, MOVE_OF[entry.kind], agent);
    if (target) Object.assign(view, target, { since: entry.seq });
    if (entry.kind === 'escalated' || entry.kind === 'resolved' || entry.kind === 'ended') view.answeredUpTo = entry.seq;
  } else if (entry.author.type === 'visitor') {
    view.visitorSeqs = [...view.visitorSeqs, entry.seq].slice(-VISITOR_SEQS);
  } else if (entry.author.type === 'assistant') {
    view.answeredUpTo = Math.max(view.answeredUpTo, entry.body.answers ?? 0);
  } else if (agent) {
    view.answeredUpTo = entry.seq;
    // A person who speaks has taken over, asked or not: the assistant falls silent with this entry.
    if (view.mode !== 'human') Object.assign(view, { mode: 'human', takenBy: agent, since: entry.seq });
  }

  view.waiting = waitingAfter(view, entry);
  const waits = owedSeqs(view).length > 0 && view.mode === 'ai' && view.status !== 'resolved';
  view.awaitingSince = waits ? (view.awaitingSince ?? entry.at) : null;
  if (entry.body.text) view.lastMessage = { seq: entry.seq, author: entry.author.type, excerpt: excerptOf(entry.body.text), at: entry.at };
  return view;
}

/** A reply that leaves something open keeps them waiting; a person's word settles it, and so does an end. */
function waitingAfter(view: Conversation, { kind, author, seq, at }: Entry): Conversation['waiting'] {
  const { waiting } = view;
  if (kind === 'resolved' || kind === 'ended') return null;
  if (kind === 'escalated' || (kind === 'message' && author.type === 'visitor')) return waiting ?? { since: at, seq };
  if (kind !== 'message' || author.type === 'system') return waiting;
  const [open] = author.type === 'assistant' ? owedSeqs(view) : [];
  return open && waiting ? { ...waiting, seq: open } : null;
}

/** The visitor's messages that nobody has answered or escalated yet. */
export const owedSeqs = (view: Pick<Conversation, 'visitorSeqs' | 'answeredUpTo'>): number[] =>
  view.visitorSeqs.filter((seq) => seq > view.answeredUpTo);

function opened(entry: Entry): Conversation {
  if (entry.author.type !== 'visitor') throw new RangeError(`The log of ${entry.conversationId} does not begin with a visitor.`);
  return {
    ...NEW_STANDING,
    _id: entry.conversationId,
    tenantId: entry.tenantId,
    visitorId: entry.author.id,
    projectedSeq: 0,
    answeredUpTo: 0,
    awaitingSince: null,
    waiting: null,
    lastMessage: null,
    visitorSeqs: [],
    createdAt: entry.at,
    lastActivityAt: entry.at,
  };
}

const excerptOf = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT - 1)}…` : line;
};
