import { expect, test } from '@jest/globals';
import type { Chunk } from '../../workflows/domain/document.ts';
import { DEFAULT_FLOOR } from '../../infra/extractive/answerer.ts';
import { type Asked, type Find, fitted, type Outlook, ranked } from './rank.ts';

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
type Question = Asked & Outlook & { statements: ReadonlyMap<string, number> };
const asked = (text: string, over: Partial<Question> = {}): Question => ({
  text,
  own: text,
  beyond: 0.6,
  manner: 0.12,
  headings: new Map(),
  statements: new Map(),
  ...over,
});
const search = (question: Question, finds: readonly Find[]) => ranked(fitted(question, finds), question, question.statements);
const order = (found: ReturnType<typeof ranked>) => found.map(({ chunk }) => chunk.title);

const RETURNS = find('Returns', 'Send an item back within 30 days.', 0.74, 0.6);
const DELIVERY = find('Delivery', 'Parcels arrive in four days.', 0.6, 0.2);
const CODES = find('Codes', 'ER-1 means no paper. ER-2 means no ink.', 0.66, 0.1);
const OTHERS = ['Members', 'Invoices', 'Stores', 'Privacy'].map((title) => find(title, `All about ${title}.`, 0.5, null));
/** A statement of it is much like the question. */
const SAID = new Map([[RETURNS.chunk._id, 0.88]]);
const ALL = [RETURNS, DELIVERY, CODES, ...OTHERS];

test('meaning and words make the order, the score is a probability', () => {
  const found = search(asked('How do I send an item back?', { statements: SAID }), ALL);
  expect(order(found)[0]).toBe('Returns');
  for (const { hit } of found) {
    expect(hit.score).toBeGreaterThan(0);
    expect(hit.score).toBeLessThan(1);
  }
  expect(found[0]!.hit.score).toBeGreaterThan(DEFAULT_FLOOR);
});

test('an identifier that the passage holds lifts it, another one sinks it below the floor', () => {
  expect(order(search(asked('ER 2'), ALL))[0]).toBe('Codes');
  const other = search(asked('What is ERR-9?'), ALL);
  expect(other[0]!.features.otherIdentifiers).toBe(1);
  expect(other[0]!.hit.score).toBeLessThan(DEFAULT_FLOOR);
});

test('words that nothing speaks of lower the score, and so does nearness to what no help centre answers', () => {
  const score = (text: string, over: Partial<Question> = {}): number => search(asked(text, over), ALL)[0]!.hit.score;
  expect(score('send an item back by helicopter to Saturn')).toBeLessThan(score('send an item back'));
  expect(score('send an item back', { beyond: 0.8 })).toBeLessThan(score('send an item back', { beyond: 0.5 }));
  expect(score('send an item back', { manner: -0.1 })).toBeLessThan(score('send an item back', { manner: 0.3 }));
  expect(score('send an item back', { manner: null })).toBe(score('send an item back'));
  expect(score('send an item back', { beyond: null })).toBeLessThan(score('send an item back', { beyond: 0.6 }));
});

test('what is put forward to be confirmed and what is asked of a name needs more to be answered', () => {
  const score = (text: string): number => search(asked(text), ALL)[0]!.hit.score;
  expect(score('can I send an item back?')).toBeLessThan(score('how do I send an item back?'));
  expect(score('how do I send an Item back?')).toBeLessThan(score('how do I send an item back?'));
});

test('of a question completed by what was said before, only its own words count as foreign', () => {
  const whole = 'Do you sell helicopters? How do I send an item back?';
  const [best] = search(asked(whole, { own: 'How do I send an item back?' }), ALL);
  expect(best!.features.foreign).toBe(0);
  expect(search(asked(whole), ALL)[0]!.features.foreign).toBeGreaterThan(0);
});

test('a heading like the question goes first; without vectors words decide', () => {
  expect(
    order(search(asked('parcels', { headings: new Map(ALL.map(({ chunk }) => [chunk._id, chunk.title === 'Delivery' ? 0.95 : 0.5])) }), ALL))[0],
  ).toBe('Delivery');
  const words = ALL.map(({ hit, chunk }) => ({ chunk, hit: { ...hit, dense: null } }));
  expect(order(search(asked('Send an item back', { beyond: null }), words))[0]).toBe('Returns');
});

test('a passage whose statement is nearer goes before one that is as good otherwise', () => {
  const [one, other] = ['Sale', 'Gifts'].map((title) => find(title, 'It can be sent back.', 0.7, 0.3)) as [Find, Find];
  const said = (near: Find, far: Find) =>
    new Map([
      [near.chunk._id, 0.85],
      [far.chunk._id, 0.7],
    ]);
  expect(order(search(asked('send back', { statements: said(one, other) }), [one, other]))[0]).toBe('Sale');
  expect(order(search(asked('send back', { statements: said(other, one) }), [one, other]))[0]).toBe('Gifts');
});

test('nothing found is nothing ranked', () => {
  expect(search(asked('anything'), [])).toEqual([]);
});

test('a help centre of one article is judged like a large one', () => {
  const alone = search(asked('How do I send an item back?', { statements: SAID }), [RETURNS])[0]!;
  expect(alone.hit.score).toBeGreaterThan(DEFAULT_FLOOR);
  expect(alone.features.lead).toBeGreaterThan(0);
  expect(search(asked('How do I cook rice?', { beyond: 0.75 }), [find('Returns', RETURNS.chunk.text, 0.5, null)])[0]!.hit.score).toBeLessThan(
    DEFAULT_FLOOR,
  );
  const byWords = { ...RETURNS, hit: { ...RETURNS.hit, dense: null } };
  expect(search(asked('How do I send an item back?', { beyond: null }), [byWords])[0]!.hit.score).toBeGreaterThan(DEFAULT_FLOOR);
});
