/** Why words alone decided. */
import { expect, test } from '@jest/globals';
import type { Passage } from '../../workflows/domain/turn.ts';
import { wordsAloneOf } from './search.ts';

const passage = (dense: number | null) => ({ dense }) as Passage;
const installed = ['words', 'small@3'] as const;
const found = { revisionId: 'rev_1' as const, passages: [passage(0.8), passage(null)], asked: ['Why?'], withoutIndex: false, encoder: 'small' };

test.each([
  ['meaning was read', found, 'small@3', null],
  ['nothing is like it', { ...found, passages: [] }, 'small@3', null],
  ['nothing is published', { ...found, revisionId: null, passages: [], encoder: null }, 'words', null],
  ['the index is down', { ...found, withoutIndex: true, encoder: null }, 'small@3', 'indexDown'],
  ['the tenant has no encoder', { ...found, encoder: null }, 'words', 'noEncoder'],
  ['the configuration does not name it', { ...found, encoder: null }, 'older@3', 'encoderUnknown'],
  ['everything that was published is deleted', { ...found, passages: [], encoder: null }, 'small@3', null],
  ['it does not answer', { ...found, passages: [passage(null)] }, 'small@3', 'encoderSilent'],
] as const)('%s', (_when, what, inUse, why) => {
  expect(wordsAloneOf({ ...what, asked: [], passages: [...what.passages] }, { inUse, known: installed })).toBe(why);
});
