/** The checker finds each kind of violation in hand-made evidence, and none where there is none. */
import { expect, test } from '@jest/globals';
import { check, type Verdict } from './checker.ts';
import type { Evidence, LedgerLine, SeenEntry, StoredEntry, StoredTurn } from './evidence.ts';

const C = 'cnv_1';
const asked = { messages: 2, faults: 1 };

/** Two questions with an answer each, and a fault between them. */
function aRun(): Evidence {
  const entries = [visitorSaid(1, 'm-1'), replied(2, 'trn_1', 1), visitorSaid(3, 'm-2'), replied(4, 'trn_2', 3)];
  const ledger = lines([
    { op: 'send', key: 'm-1', phase: 'invoke', detail: { text: 'text of m-1' } },
    { op: 'send', key: 'm-1', phase: 'ok' },
    { op: 'fault', key: 'fault-1', phase: 'ok', actor: 'nemesis' },
    { op: 'send', key: 'm-2', phase: 'invoke', detail: { text: 'text of m-2' } },
    { op: 'send', key: 'm-2', phase: 'info' },
    { op: 'send', key: 'm-2', phase: 'invoke', detail: { text: 'text of m-2' } },
    { op: 'send', key: 'm-2', phase: 'ok' },
  ]);
  return withLog(
    {
      asked,
      ledger,
      entries,
      seen: [],
      turns: [],
      inserts: [{ link: 'api', w: 'majority', j: true }],
      events: [],
      audits: [],
      standings: [],
      effects: [],
      errands: [],
    },
    entries,
  );
}

function lines(all: (Pick<LedgerLine, 'op' | 'key' | 'phase'> & Partial<LedgerLine>)[]): LedgerLine[] {
  return all.map((line, n) => ({ n, at: n, actor: 'visitor-1', detail: {}, ...line }));
}

const entry = (seq: number, key: string, over: Partial<StoredEntry>): StoredEntry => ({
  _id: `${C}:${seq}`,
  conversationId: C,
  seq,
  key: `${C}:${key}`,
  kind: 'message',
  author: { type: 'visitor', id: 'vis_1' },
  body: { text: `text of ${key}` },
  ...over,
});
const visitorSaid = (seq: number, key: string): StoredEntry => entry(seq, key, {});
const replied = (seq: number, turnId: string, answers: number): StoredEntry =>
  entry(seq, turnId, { author: { type: 'assistant' }, body: { text: 'Yes.', turnId, answers } });
const moved = (seq: number, kind: string): StoredEntry => entry(seq, `move-${seq}`, { kind, author: { type: 'agent' }, body: { text: '' } });
const shown = ({ _id, seq, kind, author, body, conversationId }: StoredEntry): SeenEntry => ({
  client: 'visitor-1',
  conversationId,
  id: _id,
  seq,
  kind,
  author: author.type,
  text: body.text,
});

const violated = ({ invariants }: Verdict): string[] => invariants.filter((row) => row.violated > 0).map((row) => row.invariant);

/** The evidence with another log, of which every client has seen everything. */
const withLog = (run: Evidence, entries: StoredEntry[]): Evidence => ({
  ...run,
  entries,
  seen: entries.map(shown),
  turns: turnsOf(entries),
  ...recordsOf(entries),
});
/** An event and an audit row for every move, and where the last of them left the conversation. */
function recordsOf(entries: StoredEntry[]): Pick<Evidence, 'events' | 'audits' | 'standings'> {
  const moves = entries.filter(({ kind }) => kind !== 'message');
  const events = moves.map(({ key, kind, seq }) => ({ key, seq, type: `conversation.${kind}` }));
  const audits = events.map(({ key, type }) => ({ key, type }));
  const ends = new Map(entries.map(({ conversationId, seq }) => [conversationId, seq]));
  const standings = [...ends].map(([_id, projectedSeq]) => {
    const last = moves.filter(({ conversationId }) => conversationId === _id).at(-1)?.kind;
    return { _id, projectedSeq, ...(STANDS[last ?? ''] ?? { mode: 'ai', status: 'unresolved' }) };
  });
  return { events, audits, standings };
}
const STANDS: Record<string, { mode: string; status: string }> = {
  takenOver: { mode: 'human', status: 'unresolved' },
  escalated: { mode: 'human', status: 'escalated' },
  resolved: { mode: 'ai', status: 'resolved' },
  ended: { mode: 'ai', status: 'resolved' },
};
const turnsOf = (entries: StoredEntry[]): StoredTurn[] =>
  entries.flatMap(({ body, conversationId }) => (body.turnId ? [{ _id: body.turnId, conversationId, outcome: 'replied' }] : []));

test('a good run has no violation', () => {
  expect(check(aRun())).toMatchObject({
    accepted: 2,
    lost: 0,
    duplicated: 0,
    reordered: 0,
    afterTakeover: 0,
    unanswered: 0,
    faults: 1,
    complete: true,
    ok: true,
  });
});

test('an acknowledged message that is not stored is lost, with its ledger lines beside it', () => {
  const run = aRun();
  const verdict = check(withLog(run, run.entries.slice(0, 2)));
  expect(verdict).toMatchObject({ lost: 1, ok: false });
  expect(verdict.invariants[0]!.first[0]).toMatchObject({ key: 'm-2' });
  expect(verdict.invariants[0]!.first[0]!.ledger).toHaveLength(4);
});

test('a message of unknown outcome may be stored or not', () => {
  const run = aRun();
  const open = { ...run, asked: { messages: 1, faults: 1 }, ledger: run.ledger.filter((line) => !(line.key === 'm-2' && line.phase === 'ok')) };
  expect(check(open).ok).toBe(true);
  expect(check(withLog(open, open.entries.slice(0, 2))).ok).toBe(true);
});

test('a message stored twice is doubled, in one conversation or in two', () => {
  const run = aRun();
  expect(check(withLog(run, [...run.entries, visitorSaid(5, 'm-2'), replied(6, 'trn_3', 5)]))).toMatchObject({ duplicated: 1, ok: false });
  const elsewhere = { ...visitorSaid(1, 'm-2'), _id: 'cnv_2:1', conversationId: 'cnv_2', key: 'cnv_2:m-2' };
  expect(check(withLog(run, [...run.entries, elsewhere]))).toMatchObject({ duplicated: 1, ok: false });
});

test('a message that nobody sent, or with another text, is foreign', () => {
  const run = aRun();
  const other = withLog(run, [{ ...visitorSaid(1, 'm-1'), body: { text: 'else' } }, ...run.entries.slice(1)]);
  expect(violated(check(other))).toEqual(['what is stored was sent, word for word']);
  const never = withLog(run, [...run.entries, visitorSaid(5, 'm-9'), replied(6, 'trn_3', 5)]);
  expect(violated(check(never))).toEqual(['what is stored was sent, word for word']);
});

test('a gap in seq is found', () => {
  const run = aRun();
  const gap = withLog(run, [...run.entries.slice(0, 2), visitorSaid(4, 'm-2'), replied(5, 'trn_2', 4)]);
  expect(violated(check(gap))).toEqual(['seq has no gaps and no doubles']);
});

test('two messages in another order than sent are found', () => {
  const run = aRun();
  const swapped = withLog(run, [visitorSaid(1, 'm-2'), replied(2, 'trn_1', 1), visitorSaid(3, 'm-1'), replied(4, 'trn_2', 3)]);
  expect(check(swapped)).toMatchObject({ reordered: 1, ok: false });
});

test('a second reply of a turn, or to the same message, is found', () => {
  const run = aRun();
  expect(violated(check(withLog(run, [...run.entries, replied(5, 'trn_2', 3)])))).toEqual(['one reply a turn, and one to a message']);
  expect(violated(check(withLog(run, [...run.entries, replied(5, 'trn_9', 3)])))).toEqual(['one reply a turn, and one to a message']);
});

test('a reply behind a takeover is found, one behind the handing back is right', () => {
  const run = aRun();
  const [first, answer, second] = run.entries;
  const behind = [first!, answer!, second!, moved(4, 'takenOver'), replied(5, 'trn_2', 3)];
  expect(check(withLog(run, behind))).toMatchObject({ afterTakeover: 1, ok: false });
  const handedBack = [first!, answer!, second!, moved(4, 'takenOver'), moved(5, 'returned'), replied(6, 'trn_2', 3)];
  expect(check(withLog(run, handedBack))).toMatchObject({ afterTakeover: 0, ok: true });
});

test('a message without answer is found, unless it is with people or resolved', () => {
  const run = aRun();
  const open = run.entries.slice(0, 3);
  expect(check(withLog(run, open))).toMatchObject({ unanswered: 1, ok: false });
  expect(check(withLog(run, [...open, moved(4, 'escalated')])).unanswered).toBe(0);
  expect(check(withLog(run, [...open, moved(4, 'takenOver')])).unanswered).toBe(0);
  expect(check(withLog(run, [...open, moved(4, 'resolved')])).unanswered).toBe(0);
  expect(check(withLog(run, [...run.entries.slice(0, 2), moved(3, 'resolved'), visitorSaid(4, 'm-2')])).unanswered).toBe(1);
});

test('a move from where it is not legal is found', () => {
  const run = aRun();
  expect(violated(check(withLog(run, [...run.entries, moved(5, 'returned')])))).toEqual(['status moves along legal edges']);
});

test('a move without its event or its audit row, with two of them, or one that nothing moved, is found', () => {
  const run = withLog(aRun(), [...aRun().entries, moved(5, 'takenOver')]);
  expect(check(run).ok).toBe(true);
  const [event] = run.events;
  const snoozed = { key: `${C}:snooze-1`, type: 'conversation.snoozed', seq: null };
  const wrong: Partial<Evidence>[] = [
    { events: [] },
    { audits: [] },
    { events: [event!, event!] },
    { audits: [...run.audits, ...run.audits] },
    { audits: [{ ...run.audits[0]!, type: 'conversation.resolved' }] },
    {
      events: [event!, { key: `${C}:nobody`, type: 'conversation.resolved', seq: 4 }],
      audits: [...run.audits, { key: `${C}:nobody`, type: 'conversation.resolved' }],
    },
    { events: [event!, snoozed] },
  ];
  for (const change of wrong) expect(violated(check({ ...run, ...change }))).toEqual(['every move has one event and one audit row']);
  const told = { events: [event!, snoozed], audits: [...run.audits, { key: snoozed.key, type: snoozed.type }] };
  expect(check({ ...run, ...told }).ok).toBe(true);
});

test('an errand that was run twice under whatever key, or that nobody knows the end of, is found', () => {
  const key = `${C}/trn_1/tool-1-1`;
  const errand = { tool: 'send_text', key, ref: '7', at: 1 } as const;
  const told = { key: `${C}:${key}`, type: 'conversation.effectUnknown', seq: null };
  const run = { ...aRun(), errands: [errand], effects: [{ _id: key, state: 'done' }] };
  expect(check(run).ok).toBe(true);
  expect(violated(check({ ...run, effects: [...run.effects, { _id: 'k2', state: 'done' }], errands: [errand, { ...errand, key: 'k2' }] }))).toEqual([
    'an errand is run once for each call',
  ]);
  const unknown = { ...run, effects: [{ _id: key, state: 'unknown' }] };
  expect(check({ ...unknown, events: [told], audits: [told] }).ok).toBe(true);
  for (const wrong of [unknown, { ...run, effects: [{ _id: key, state: 'intent' }] }, { ...run, effects: [] }, { ...run, errands: [] }])
    expect(violated(check(wrong))).toEqual(['how an errand ended is known, or listed for people']);
});

test('a list that shows something else than the log is found', () => {
  const run = aRun();
  const [standing] = run.standings;
  for (const standings of [[], [{ ...standing!, projectedSeq: 3 }], [{ ...standing!, status: 'escalated' }]])
    expect(violated(check({ ...run, standings }))).toEqual(['lists show what the log says']);
});

test('a conversation that was closed for silence before its time is found, one that an agent resolved is right', () => {
  const patient = { ...aRun(), asked: { ...asked, outlives: true } };
  const ended = { ...moved(5, 'ended'), author: { type: 'system' } };
  expect(violated(check(withLog(patient, [...patient.entries, ended])))).toEqual(['no conversation is closed before its time']);
  expect(check(withLog(patient, [...patient.entries, moved(5, 'resolved')])).ok).toBe(true);
});

test('a client that was shown too much, too little or something else is found', () => {
  const run = aRun();
  const all = 'what a client was shown is the log, and all of it';
  expect(violated(check({ ...run, seen: [...run.seen, { ...run.seen[3]!, id: `${C}:5`, seq: 5 }] }))).toEqual([all]);
  expect(violated(check({ ...run, seen: run.seen.slice(0, 3) }))).toEqual([all]);
  expect(violated(check({ ...run, seen: [...run.seen.slice(0, 3), { ...run.seen[3]!, text: 'No.' }] }))).toEqual([all]);
});

test('a run with fewer messages or faults than asked proves nothing', () => {
  expect(check({ ...aRun(), asked: { messages: 3, faults: 1 } })).toMatchObject({ complete: false, ok: false });
  expect(check({ ...aRun(), asked: { messages: 2, faults: 2 } })).toMatchObject({ complete: false, ok: false });
});

test('an insert that did not ask for majority and journal is found', () => {
  const careless = { ...aRun(), inserts: [{ link: 'api', w: 1, j: true }] };
  expect(violated(check(careless))).toEqual(['every insert into the log asked for majority and journal']);
});

test('the same words under another id are doubled', () => {
  const run = aRun();
  const again = { ...visitorSaid(5, 'm-7'), body: { text: 'text of m-2' } };
  expect(check(withLog(run, [...run.entries, again, replied(6, 'trn_3', 5)]))).toMatchObject({ duplicated: 1, ok: false });
});

test('a reply that speaks of another question is found', () => {
  const run = aRun();
  const marked = (text: string): Evidence => {
    const [first, answer, ...rest] = run.entries;
    const asking = { ...first!, body: { text: 'How? (1.1)' } };
    const ledger = run.ledger.map((line) => (line.key === 'm-1' ? { ...line, detail: { text: 'How? (1.1)' } } : line));
    return { ...withLog(run, [asking, { ...answer!, body: { ...answer!.body, text } }, ...rest]), ledger };
  };
  expect(check(marked('About 1.1: so.')).ok).toBe(true);
  expect(violated(check(marked('About 2.7: so.')))).toEqual(['a reply speaks of the newest message that it answers']);
});

test('a turn whose record and reply disagree is found', () => {
  const run = aRun();
  const outcome = (of: string): Evidence => ({ ...run, turns: [{ _id: 'trn_1', conversationId: C, outcome: of }] });
  expect(violated(check(outcome('superseded')))).toEqual(['turn records and replies in the log tell the same']);
  const silent = { ...run, turns: [...run.turns, { _id: 'trn_9', conversationId: C, outcome: 'replied' }] };
  expect(violated(check(silent))).toEqual(['turn records and replies in the log tell the same']);
});

test('a command that was obeyed and is refused when repeated is found', () => {
  const run = aRun();
  const commands = (...phases: ('ok' | 'fail')[]): Evidence => ({
    ...run,
    ledger: [
      ...run.ledger,
      ...lines(phases.map((phase) => ({ op: 'return', key: 'back-1', phase, actor: 'agent-1', detail: { status: phase === 'ok' ? 200 : 409 } }))),
    ],
  });
  expect(check(commands('ok', 'ok')).ok).toBe(true);
  expect(check(commands('fail', 'fail')).ok).toBe(true);
  expect(violated(check(commands('ok', 'fail')))).toEqual(['a repeated command gets the same verdict']);
});

test("what somebody was shown of another's conversation is found", () => {
  const run = aRun();
  const peeked = { ...run, seen: [...run.seen, { ...run.seen[0]!, client: 'stranger' }] };
  expect(violated(check(peeked))).toEqual(['nobody sees what is not theirs']);
  const ownTab = { ...run, seen: [...run.seen, { ...run.seen[0]!, client: 'visitor-1/tab' }] };
  expect(check(ownTab).ok).toBe(true);
});

test('an empty reply, and a conversation that nobody closed, are found', () => {
  const run = aRun();
  const [first, answer, second, last] = run.entries;
  expect(violated(check(withLog(run, [first!, answer!, second!, { ...last!, body: { ...last!.body, text: ' ' } }])))).toEqual([
    'no message of the assistant is empty',
  ]);
  const closing = { ...run, asked: { ...asked, closesMs: 1_000 } };
  expect(violated(check(closing))).toEqual(['a quiet conversation is closed in time']);
  expect(check(withLog(closing, [...run.entries, moved(5, 'ended')])).ok).toBe(true);
  // Nothing is closed on somebody who waits for a person.
  const handedOver = check(withLog(closing, [...run.entries, { ...moved(5, 'escalated'), author: { type: 'assistant' } }]));
  expect(violated(handedOver)).not.toContain('a quiet conversation is closed in time');
});

test('a second notice to wait is found, unless somebody answered in between', () => {
  const run = aRun();
  const notice = (seq: number): StoredEntry => entry(seq, `delayed-${seq}`, { author: { type: 'system' }, body: { text: 'Please wait.' } });
  const [first, answer, second, last] = run.entries;
  const answered = { ...last!, _id: `${C}:5`, seq: 5 };
  expect(check(withLog(run, [first!, answer!, second!, notice(4), answered])).ok).toBe(true);
  const twice = [first!, answer!, second!, notice(4), notice(5), { ...answered, _id: `${C}:6`, seq: 6 }];
  expect(violated(check(withLog(run, twice)))).toEqual(['a visitor is told once to wait, not twice']);
});

test('a refused message is found, one that has to wait is not', () => {
  const run = aRun();
  const refusal = (status: number): Evidence => ({
    ...run,
    ledger: [...run.ledger, ...lines([{ op: 'send', key: 'm-2', phase: 'fail', detail: { status, code: 'x' } }])],
  });
  expect(check(refusal(429)).ok).toBe(true);
  expect(violated(check(refusal(404)))).toEqual(['no sound message is refused']);
});
