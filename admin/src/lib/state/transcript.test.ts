/** The screen of a conversation under everything a network does to frames. */
import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../api/types.ts';
import {
  EMPTY,
  caughtUpTo,
  hasGap,
  sendFailed,
  sending,
  turnDelta,
  turnDiscarded,
  turnOpened,
  withEntries,
  withdrawn,
  withoutDrafts,
  type Transcript,
} from './transcript.ts';

const entry = (seq: number, over: Partial<Entry> = {}): Entry => ({
  id: `cnv_1:${seq}`,
  conversationId: 'cnv_1',
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
const seqs = ({ entries }: Transcript): number[] => entries.map(({ seq }) => seq);
const message = { clientMessageId: 'm-1', text: 'Hello', at: '2026-01-01T00:00:00.000Z' };

describe('entries', () => {
  test('stand by seq, each once, whatever order they came in', () => {
    expect(seqs(withEntries(withEntries(EMPTY, [entry(3), entry(1)]), [entry(2), entry(3), entry(1)]))).toEqual([1, 2, 3]);
  });

  test('a gap is seen, and catching up begins before it', () => {
    const holed = withEntries(EMPTY, [entry(4), entry(5), entry(8)]);
    expect(caughtUpTo(holed)).toBe(5);
    expect(hasGap(holed)).toBe(true);
    expect(hasGap(withEntries(holed, [entry(6), entry(7)]))).toBe(false);
  });

  test('an empty transcript catches up from the beginning', () => {
    expect(caughtUpTo(EMPTY)).toBe(0);
    expect(hasGap(EMPTY)).toBe(false);
  });
});

describe('what an agent sends', () => {
  test('is shown at once and replaced by its stored entry', () => {
    const sent = sending(EMPTY, message);
    expect(sent.outgoing).toMatchObject([{ state: 'sending', text: 'Hello' }]);
    const stored = withEntries(sent, [entry(1, { clientMessageId: 'm-1' })]);
    expect(stored.outgoing).toEqual([]);
    expect(seqs(stored)).toEqual([1]);
  });

  test('fails with a reason and is sent again under the same id', () => {
    const failed = sendFailed(sending(EMPTY, message), 'm-1', 'Parley does not answer.');
    expect(failed.outgoing).toMatchObject([{ clientMessageId: 'm-1', state: 'failed', problem: 'Parley does not answer.' }]);
    expect(sending(failed, message).outgoing).toMatchObject([{ clientMessageId: 'm-1', state: 'sending', problem: null }]);
    expect(withdrawn(failed, 'm-1').outgoing).toEqual([]);
  });

  test('a failure that arrives behind the stored entry changes nothing', () => {
    const stored = withEntries(sending(EMPTY, message), [entry(1, { clientMessageId: 'm-1' })]);
    expect(sendFailed(stored, 'm-1', 'late')).toEqual(stored);
  });
});

describe('drafts', () => {
  const delta = (n: number, text: string, attempt = 1) => ({ turnId: 'trn_1', attempt, n, text });

  test('grow piece by piece and skip a repeated one', () => {
    const grown = [delta(0, 'We '), delta(1, 'ship'), delta(1, 'ship'), delta(0, 'We ')].reduce(turnDelta, turnOpened(EMPTY, 'trn_1'));
    expect(grown.drafts).toMatchObject([{ turnId: 'trn_1', text: 'We ship' }]);
  });

  test('a new attempt starts anew and the old one is not heard any more', () => {
    const again = [delta(0, 'Wrong'), delta(0, 'Right', 2), delta(1, ' wrong')].reduce(turnDelta, EMPTY);
    expect(again.drafts).toMatchObject([{ attempt: 2, text: 'Right' }]);
  });

  test('the stored answer replaces its draft, and late pieces do not bring it back', () => {
    const stored = withEntries(turnDelta(EMPTY, delta(0, 'We ship')), [entry(2, { turnId: 'trn_1', author: { type: 'assistant', name: null } })]);
    expect(stored.drafts).toEqual([]);
    expect(turnDelta(stored, delta(1, ' late')).drafts).toEqual([]);
  });

  test('the next turn ends the draft of the one before, which was overtaken', () => {
    const next = turnOpened(turnDelta(EMPTY, delta(0, 'Let me look')), 'trn_2');
    expect(turnDelta(next, delta(1, ' late')).drafts.map((draft) => draft.turnId)).toEqual(['trn_2']);
  });

  test('a discarded draft stays away', () => {
    const gone = turnDiscarded(turnDelta(EMPTY, delta(0, 'We ship')), 'trn_1');
    expect(gone.drafts).toEqual([]);
    expect(turnDelta(gone, delta(1, ' late')).drafts).toEqual([]);
    expect(turnOpened(gone, 'trn_2').drafts).toHaveLength(1);
  });

  test('entries without a turn leave them alone', () => {
    expect(withEntries(turnDelta(EMPTY, delta(0, 'We ship')), [entry(1)]).drafts).toHaveLength(1);
  });

  test('a lost link clears them', () => {
    expect(withoutDrafts(turnDelta(EMPTY, delta(0, 'We ship'))).drafts).toEqual([]);
  });
});
