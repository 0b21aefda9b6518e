/** Legal moves as a table, and what holds for the projection of any log. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterMove, fold, MODES, MOVES, owedSeqs, STATUSES, type Conversation, type Mode, type Move, type Status } from './conversation.ts';
import { MOVE_KINDS, type Entry, type EntryKind } from './entry.ts';
import { entryId } from './ids.ts';
import { owed } from './log-view.ts';

const KIM = 'usr_kim';

describe('a move', () => {
  /** What an agent may do, by mode and status: who answers then and how the conversation stands; `-` where it is not legal. */
  const table: Record<`${Mode} ${Status}`, Record<Move, string>> = {
    'ai unresolved': row('human unresolved kim', '-', 'ai resolved', '-', 'human escalated', 'paused unresolved', '-'),
    'ai escalated': row('human escalated kim', '-', 'ai resolved', '-', 'human escalated', 'paused escalated', '-'),
    'ai resolved': row('-', '-', '-', 'ai unresolved', '-', '-', '-'),
    'human unresolved': row('human unresolved kim', 'ai unresolved', 'ai resolved', '-', '-', '-', '-'),
    'human escalated': row('human escalated kim', 'ai unresolved', 'ai resolved', '-', '-', '-', '-'),
    'human resolved': row('-', '-', '-', 'ai unresolved', '-', '-', '-'),
    'paused unresolved': row('human unresolved kim', '-', 'ai resolved', '-', '-', '-', 'ai unresolved'),
    'paused escalated': row('human escalated kim', '-', 'ai resolved', '-', '-', '-', 'ai escalated'),
    'paused resolved': row('-', '-', '-', 'ai unresolved', '-', '-', '-'),
  };
  /** An end is always possible. */
  function row(
    takeOver: string,
    returnToAssistant: string,
    resolve: string,
    reopen: string,
    escalate: string,
    pause: string,
    resume: string,
  ): Record<Move, string> {
    return { takeOver, returnToAssistant, resolve, reopen, escalate, end: 'ai resolved', pause, resume };
  }

  test.each(MODES.flatMap((mode) => STATUSES.flatMap((status) => MOVES.map((move) => [mode, status, move] as const))))(
    'in %s, %s: %s',
    (mode, status, move) => {
      const to = afterMove({ mode, status, since: 3, takenBy: null }, move, KIM);
      const seen = to ? [to.mode, to.status, ...(to.takenBy === KIM ? ['kim'] : [])].join(' ') : '-';
      expect(seen).toBe(table[`${mode} ${status}`][move]);
    },
  );

  test('takes over from no other agent, and not by itself', () => {
    const taken = { mode: 'human', status: 'unresolved', since: 2, takenBy: 'usr_lee' } as const;
    expect(afterMove(taken, 'takeOver', KIM)).toBeUndefined();
    expect(afterMove({ ...taken, takenBy: null }, 'takeOver', null)).toBeUndefined();
  });
});

type Line = { kind: EntryKind; author: 'visitor' | 'assistant' | 'agent'; answers: number };
const line: fc.Arbitrary<Line> = fc.record({
  kind: fc.oneof({ weight: 3, arbitrary: fc.constant('message' as const) }, { weight: 1, arbitrary: fc.constantFrom(...MOVE_KINDS) }),
  author: fc.constantFrom('visitor', 'assistant', 'agent'),
  answers: fc.nat({ max: 1_000 }),
});
const first: Line = { kind: 'message', author: 'visitor', answers: 0 };

function entryOf({ kind, author, answers }: Line, seq: number): Entry {
  const by =
    author === 'agent'
      ? ({ type: 'agent', id: KIM, name: 'Kim' } as const)
      : author === 'visitor'
        ? ({ type: 'visitor', id: 'vis_a' } as const)
        : ({ type: 'assistant' } as const);
  return {
    _id: entryId('cnv_a', seq),
    tenantId: 'tnt_a',
    conversationId: 'cnv_a',
    seq,
    key: `cnv_a:${seq}`,
    kind,
    author: by,
    // A reply answers what was there when it was drafted.
    body: { text: kind === 'message' ? `line ${seq}` : '', answers: answers % seq },
    dispatch: 'none',
    at: new Date(seq * 1_000),
  };
}

/** Every state of the projection while a random log is folded. */
const folded = (lines: Line[]): { entry: Entry; view: Conversation }[] => {
  let view: Conversation | null = null;
  return [first, ...lines].map((line, i) => {
    const entry = entryOf(line, i + 1);
    view = fold(view, entry);
    return { entry, view };
  });
};
const always = (holds: (step: { entry: Entry; view: Conversation; before: Conversation | null }) => void): void =>
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const steps = folded(lines);
      steps.forEach((step, i) => holds({ ...step, before: steps[i - 1]?.view ?? null }));
    }),
    { seed: 11 },
  );

describe('in the projection of any log', () => {
  test('nothing is answered that is not folded in, and what is answered stays so', () =>
    always(({ entry, view, before }) => {
      expect(view.projectedSeq).toBe(entry.seq);
      expect(view.answeredUpTo).toBeLessThanOrEqual(view.projectedSeq);
      expect(view.answeredUpTo).toBeGreaterThanOrEqual(before?.answeredUpTo ?? 0);
    }));

  test("a person's message silences the assistant until it is handed back", () =>
    always(({ entry, view }) => {
      if (entry.kind !== 'message' || entry.author.type !== 'agent') return;
      expect(view.mode).toBe('human');
      expect(owed(view).needsReply).toBe(false);
      expect(owedSeqs(view)).toEqual([]);
    }));

  test('an escalation, a resolution and an end settle what was owed', () =>
    always(({ entry, view }) => {
      if (entry.kind === 'escalated' || entry.kind === 'resolved' || entry.kind === 'ended') expect(owedSeqs(view)).toEqual([]);
    }));

  test('somebody waits exactly while a reply is owed, since the first time', () =>
    always(({ view, before }) => {
      expect(view.awaitingSince !== null).toBe(owed(view).needsReply);
      if (before?.awaitingSince && view.awaitingSince) expect(view.awaitingSince).toEqual(before.awaitingSince);
    }));

  test('a person who spoke last keeps nobody waiting, and an unanswered message does', () =>
    always(({ entry, view }) => {
      if (entry.kind === 'message' && entry.author.type === 'agent') expect(view.waiting).toBeNull();
      if (entry.kind === 'message' && entry.author.type === 'visitor') expect(view.waiting).not.toBeNull();
      if (view.awaitingSince) expect(view.waiting).not.toBeNull();
      if (view.waiting) expect(view.waiting.seq).toBeLessThanOrEqual(view.projectedSeq);
    }));

  test('nobody has taken a conversation that the assistant answers', () =>
    always(({ view }) => {
      if (view.mode === 'ai') expect(view.takenBy).toBeNull();
      expect(view.since).toBeLessThanOrEqual(view.projectedSeq);
    }));

  test('folding changes nothing that was folded before', () =>
    always(({ entry, before }) => {
      if (!before) return;
      const copy = structuredClone(before);
      fold(before, entry);
      expect(before).toEqual(copy);
    }));
});

test('a log begins with a visitor', () => {
  expect(() => fold(null, entryOf({ kind: 'message', author: 'agent', answers: 0 }, 1))).toThrow(RangeError);
});

test('a long message is shown by its beginning, on one line', () => {
  const entry = entryOf(first, 1);
  const { lastMessage } = fold(null, { ...entry, body: { text: `one\n\n two ${'x'.repeat(300)}` } });
  expect(lastMessage!.excerpt.startsWith('one two x')).toBe(true);
  expect(lastMessage!.excerpt).toHaveLength(140);
  expect(lastMessage!.excerpt.endsWith('…')).toBe(true);
});

test('at most a hundred messages of a visitor are counted', () => {
  const view = Array.from({ length: 130 }, (_, i) => entryOf(first, i + 1)).reduce<Conversation | null>(fold, null)!;
  expect(view.visitorSeqs).toEqual(Array.from({ length: 100 }, (_, i) => i + 31));
});
