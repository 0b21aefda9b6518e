import { expect, test } from '@jest/globals';
import type { Chunk } from '../../workflows/domain/document.ts';
import { DEFAULT_FLOOR } from '../../infra/extractive/answerer.ts';
import { type Asked, type Find, ranked } from './rank.ts';

const find = (title: string, text: string, dense: number | null, keyword: number | null): Find => {
  const chunk: Chunk = {
    _id: `chk_${title}`,
    tenantId: 'tnt_1',
    documentId: `doc_${title}`,
    versionId: `doc_${title}@1`,
    ordinal: 0,
    title,
    section: '',
    text,
    start: 0,
    end: text.length,
    tokens: 9,
  };
  return { chunk, hit: { chunkId: chunk._id, versionId: chunk.versionId, score: 0, dense, keyword } };
};
const asked = (text: string, over: Partial<Asked> = {}): Asked => ({ text, own: text, beyond: 0.55, headings: new Map(), ...over });
const order = (found: ReturnType<typeof ranked>) => found.map(({ chunk }) => chunk.title);

const RETURNS = find('Returns', 'Send an item back within 30 days.', 0.74, 0.6);
const DELIVERY = find('Delivery', 'Parcels arrive in four days.', 0.6, 0.2);
const CODES = find('Codes', 'ER-1 means no paper. ER-2 means no ink.', 0.66, 0.1);
const OTHERS = ['Members', 'Invoices', 'Stores', 'Privacy'].map((title) => find(title, `All about ${title}.`, 0.5, null));
const ALL = [RETURNS, DELIVERY, CODES, ...OTHERS];

test('meaning and words make the order, the score is a probability', () => {
  const found = ranked(asked('How do I send an item back?'), ALL);
  expect(order(found)[0]).toBe('Returns');
  for (const { hit } of found) {
    expect(hit.score).toBeGreaterThan(0);
    expect(hit.score).toBeLessThan(1);
  }
  expect(found[0]!.hit.score).toBeGreaterThan(DEFAULT_FLOOR);
});

test('an identifier that the passage holds lifts it, another one sinks it below the floor', () => {
  expect(order(ranked(asked('ER 2'), ALL))[0]).toBe('Codes');
  const other = ranked(asked('What is ERR-9?'), ALL);
  expect(other[0]!.features.otherIdentifiers).toBe(1);
  expect(other[0]!.hit.score).toBeLessThan(DEFAULT_FLOOR);
});

test('words that nothing speaks of lower the score, and so does nearness to what no help centre answers', () => {
  const score = (text: string, over: Partial<Asked> = {}): number => ranked(asked(text, over), ALL)[0]!.hit.score;
  expect(score('send an item back by helicopter to Saturn')).toBeLessThan(score('send an item back'));
  expect(score('send an item back', { beyond: 0.8 })).toBeLessThan(score('send an item back', { beyond: 0.5 }));
});

test('of a question completed by what was said before, only its own words count as foreign', () => {
  const whole = 'Do you sell helicopters? How do I send an item back?';
  const [best] = ranked(asked(whole, { own: 'How do I send an item back?' }), ALL);
  expect(best!.features.foreign).toBe(0);
  expect(ranked(asked(whole), ALL)[0]!.features.foreign).toBeGreaterThan(0);
});

test('a heading like the question goes first; without vectors words decide', () => {
  expect(
    order(ranked(asked('parcels', { headings: new Map(ALL.map(({ chunk }) => [chunk._id, chunk.title === 'Delivery' ? 0.95 : 0.5])) }), ALL))[0],
  ).toBe('Delivery');
  const words = ALL.map(({ hit, chunk }) => ({ chunk, hit: { ...hit, dense: null } }));
  expect(order(ranked(asked('Send an item back', { beyond: null }), words))[0]).toBe('Returns');
});

test('nothing found is nothing ranked', () => {
  expect(ranked(asked('anything'), [])).toEqual([]);
});

test('a help centre of one article is judged like a large one', () => {
  const alone = ranked(asked('How do I send an item back?'), [RETURNS])[0]!;
  expect(alone.hit.score).toBeGreaterThan(DEFAULT_FLOOR);
  expect(alone.features.lead).toBeGreaterThan(0);
  expect(ranked(asked('How do I cook rice?', { beyond: 0.75 }), [find('Returns', RETURNS.chunk.text, 0.5, null)])[0]!.hit.score).toBeLessThan(
    DEFAULT_FLOOR,
  );
  const byWords = { ...RETURNS, hit: { ...RETURNS.hit, dense: null } };
  expect(ranked(asked('How do I send an item back?', { beyond: null }), [byWords])[0]!.hit.score).toBeGreaterThan(DEFAULT_FLOOR);
});
