/** The transcript: order, doubles, gaps, drafts; the same end whatever the way. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntryView } from '../../api/protocol/conversation.ts';
import type { ServerFrame } from '../../api/protocol/frames.ts';
import { emptyTranscript, receive } from './transcript.ts';
import type { Transcript } from './transcript.ts';

const conversationId = 'cnv_1';
const turnId = 'trn_1';

const anEntry = (seq: number, over: Partial<EntryView> = {}): EntryView => ({
  id: `${conversationId}:${seq}`,
  conversationId,
  seq,
  clientMessageId: null,
  kind: 'message',
  author: { type: 'visitor', name: null },
  text: `line ${seq}`,
  citations: [],
  turnId: null,
  reason: null,
  summary: null,
  at: '2026-01-01T00:00:00.000Z',
  ...over,
});
const entry = (seq: number, over: Partial<EntryView> = {}): ServerFrame => ({ type: 'entry', conversationId, entry: anEntry(seq, over) });
const opened = (turn: `trn_${string}` = turnId): ServerFrame => ({ type: 'turn.opened', conversationId, turnId: turn });
const delta = (n: number, text: string, attempt = 1): ServerFrame => ({ type: 'turn.delta', conversationId, turnId, attempt, n, text });
const after = (frames: ServerFrame[], from = emptyTranscript(conversationId)): Transcript => frames.reduce(receive, from);
const seqs = ({ entries }: Transcript) => entries.map(({ seq }) => seq);

describe('entries', () => {
  test('stand in the order of the log, each once', () => {
    expect(seqs(after([entry(2), entry(1), entry(3), entry(2)]))).toEqual([1, 2, 3]);
  });

  test('behind a gap are shown, and the cursor stays before it', () => {
    const view = after([entry(1), entry(4)]);
    expect(view).toMatchObject({ upTo: 1, gap: true });
    expect(after([entry(3), entry(2)], view)).toMatchObject({ upTo: 4, gap: false });
  });

  test('that an end of the log promises are missed', () => {
    expect(after([entry(1), { type: 'caughtUp', conversationId, seq: 2 }])).toMatchObject({ gap: true, caughtUp: true });
  });

  test('of an unknown conversation are adopted, of another one are not', () => {
    const view = receive(emptyTranscript(), entry(1));
    expect(view.conversationId).toBe(conversationId);
    expect(receive(view, { ...entry(2), conversationId: 'cnv_2' } as ServerFrame)).toBe(view);
  });

  test('that were emptied by an erasure take the place of what stood there', () => {
    expect(after([entry(1), entry(2), entry(1, { text: '' })]).entries.map(({ text }) => text)).toEqual(['', 'line 2']);
  });

  test('an acknowledgement is as good as the entry', () => {
    const ack: ServerFrame = { type: 'ack', conversationId, clientMessageId: 'message-1', entry: anEntry(1, { clientMessageId: 'message-1' }) };
    expect(seqs(after([ack, entry(1), ack]))).toEqual([1]);
  });
});

describe('a draft', () => {
  const textOf = (view: Transcript) => view.drafts.map(({ text }) => text);

  test('grows by its pieces, whatever their order and number', () => {
    expect(textOf(after([opened(), delta(1, 'b'), delta(0, 'a'), delta(0, 'a'), delta(2, 'c'), delta(1, 'b')]))).toEqual(['abc']);
  });

  test('begins anew with a higher attempt, and lower ones are not heard any more', () => {
    expect(textOf(after([delta(0, 'old'), delta(0, 'new', 2), delta(1, ' old')]))).toEqual(['new']);
  });

  test('gives way to the stored message, and late pieces of it start nothing', () => {
    const view = after([opened(), delta(0, 'a'), entry(1, { turnId, author: { type: 'assistant', name: null } }), delta(1, 'b'), opened()]);
    expect(view.drafts).toEqual([]);
  });

  test('is removed when it is discarded', () => {
    expect(after([opened(), delta(0, 'a'), { type: 'turn.discarded', conversationId, turnId }, delta(1, 'b')]).drafts).toEqual([]);
  });

  test('gives way to the next turn, which is the only one that runs', () => {
    const view = after([opened(), delta(0, 'Let me look'), { type: 'turn.opened', conversationId, turnId: 'trn_next' }, delta(1, ' late')]);
    expect(view.drafts.map((draft) => draft.turnId)).toEqual(['trn_next']);
  });

  test('does not outlive a person who takes over, nor a new connection', () => {
    expect(after([opened(), entry(1, { kind: 'takenOver', author: { type: 'agent', name: 'Maria' } })]).drafts).toEqual([]);
    expect(after([opened(), { type: 'welcome', kind: 'visitor' }]).drafts).toEqual([]);
  });
});

test('an agent who has sent is not typing any more', () => {
  const typing: ServerFrame = { type: 'typing', conversationId, author: 'agent', typing: true };
  expect(receive(emptyTranscript(conversationId), typing).agentTyping).toBe(true);
  expect(after([typing, entry(1, { author: { type: 'agent', name: 'Maria' } })]).agentTyping).toBe(false);
});

test('a delay is shown until somebody else than the visitor speaks, and not behind an answer that overtook it', () => {
  const delayed: ServerFrame = { type: 'service', conversationId, state: 'delayed' };
  const told = after([entry(1), delayed]);
  expect(told.delayed).toBe(true);
  expect(after([delayed, entry(2)], told).delayed).toBe(true);
  expect(after([entry(2, { author: { type: 'system', name: null } })], told).delayed).toBe(false);
  expect(after([entry(1), entry(2, { turnId, author: { type: 'assistant', name: null } }), delayed]).delayed).toBe(false);
});

test('every order and any doubling of the same frames end in the same transcript', () => {
  const story: ServerFrame[] = [
    entry(1),
    opened(),
    delta(0, 'Sale '),
    delta(1, 'items'),
    delta(0, 'Yes, ', 2),
    entry(2, { turnId, author: { type: 'assistant', name: null } }),
    entry(3),
    opened('trn_2'),
    { type: 'turn.discarded', conversationId, turnId: 'trn_2' },
    entry(4, { kind: 'takenOver', author: { type: 'agent', name: 'Maria' } }),
    entry(5, { author: { type: 'agent', name: 'Maria' } }),
  ];
  const end = after(story);
  const ways = fc
    .array(fc.nat(story.length - 1), { maxLength: 20 })
    .chain((doubles) => fc.shuffledSubarray([...story.keys(), ...doubles], { minLength: story.length + doubles.length }));
  fc.assert(
    fc.property(ways, (way) => {
      const view = after(way.map((index) => story[index]!));
      expect({ entries: view.entries, upTo: view.upTo, gap: view.gap, drafts: view.drafts }).toEqual({
        entries: end.entries,
        upTo: 5,
        gap: false,
        drafts: [],
      });
    }),
    { numRuns: 500, seed: 7 },
  );
});
