/** The labelled questions fit their help centres, and the figures are what they say. */
import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bm25 } from './bm25.ts';
import { articlesOf, BLIND, CENTRES, labelled, SEEN, type Centre } from './labelled.ts';
import { fitLogistic, logitOf } from './logistic.ts';
import { figuresOf, meanOf } from './score.ts';
import { findNpmDocs, LABELLED_NPM } from './npm-docs.ts';
import { openShelf } from './shelf.ts';

// Another npm has other pages: its questions are checked where they were labelled, and the run says what it leaves out elsewhere.
const here = [...(Object.keys(CENTRES) as Centre[]), ...SEEN, ...BLIND].filter(
  (centre) => centre !== 'npm-help' || findNpmDocs()?.version === LABELLED_NPM,
);
if (!here.includes('npm-help'))
  console.warn(`npm-help is LEFT OUT: its labels are of npm ${LABELLED_NPM}, here is ${findNpmDocs()?.version ?? 'none'}.`);

test.each(here)('the help centre %s holds every section that a question is answered by, and every fact in one of them', async (centre) => {
  const shelf = await openShelf(articlesOf(centre)!, null);
  await shelf.close();
  const places = new Map<string, string>();
  for (const chunk of shelf.chunks) places.set(shelf.placeOf(chunk), `${places.get(shelf.placeOf(chunk)) ?? ''}\n${chunk.text}`);
  for (const { id, answers, facts } of labelled(centre)) {
    expect(answers.filter((place) => !shelf.firstLike(place)).map((place) => `${id}: ${place}`)).toEqual([]);
    const text = answers.map((place) => places.get(shelf.firstLike(place)!)).join('\n');
    for (const fact of facts) expect(fact.some((one) => text.includes(one)) ? null : `${id}: ${fact.join(' / ')}`).toBeNull();
  }
});

test.each(Object.keys(CENTRES) as Centre[])('of %s each kind stands in both halves', (centre) => {
  const kinds = (half: string) => new Set(labelled(centre).flatMap((one) => (one.half === half ? [one.kind] : [])));
  expect(kinds('tuning')).toEqual(kinds('reporting'));
});

test.each([...SEEN, ...BLIND])('of %s nothing is for tuning, and a third is for a person', (centre) => {
  const all = labelled(centre);
  expect(new Set(all.map(({ half }) => half))).toEqual(new Set([SEEN.some((one) => one === centre) ? 'seen' : 'blind']));
  expect(all.length).toBeGreaterThanOrEqual(90);
  expect(all.filter(({ answers }) => answers.length === 0).length).toBeGreaterThanOrEqual(30);
});

describe('the documentation of npm', () => {
  const made = (version: string): string => {
    const root = mkdtempSync(join(tmpdir(), 'npm-docs-'));
    const npm = join(root, 'lib', 'node_modules', 'npm');
    mkdirSync(join(npm, 'docs', 'content'), { recursive: true });
    mkdirSync(join(npm, 'bin'));
    mkdirSync(join(root, 'bin'));
    writeFileSync(join(npm, 'package.json'), JSON.stringify({ version }));
    writeFileSync(join(npm, 'bin', 'npm-cli.js'), '');
    symlinkSync(join(npm, 'bin', 'npm-cli.js'), join(root, 'bin', 'npm'));
    return root;
  };

  test('is that of the npm that runs us, else beside Node, else on the PATH, else none', () => {
    const [running, beside, found] = [made('1.0.0'), made('2.0.0'), made('3.0.0')] as [string, string, string];
    const env = { npm_execpath: join(running, 'lib/node_modules/npm/bin/npm-cli.js'), PATH: join(found, 'bin') };
    expect(findNpmDocs(env, join(beside, 'bin', 'node'))?.version).toBe('1.0.0');
    expect(findNpmDocs({ PATH: env.PATH }, join(beside, 'bin', 'node'))?.version).toBe('2.0.0');
    expect(findNpmDocs({ PATH: env.PATH }, '/nowhere/bin/node')?.version).toBe('3.0.0');
    expect(findNpmDocs({ PATH: '/nowhere' }, '/nowhere/bin/node')).toBeNull();
    for (const root of [running, beside, found]) rmSync(root, { recursive: true });
  });
});

test('figures of an answer', () => {
  const question = { answers: ['a.md#x', 'b.md#'], facts: [['14 days', 'two weeks'], ['free']] };
  const found = figuresOf(question, {
    places: ['a.md#y', 'a.md#x', 'c.md#'],
    reply: { escalated: false, text: 'You have two weeks.', cited: ['a.md#x', 'c.md#'] },
  });
  expect(found).toMatchObject({ recall1: 0, recall3: 0.5, page5: 1, facts: 0.5, citations: 0.5, citedPages: 0.5, escalatedWrongly: 0 });
  expect(found.ndcg10).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)));
  const escalated = { places: [], reply: { escalated: true, text: '', cited: [] } };
  expect(figuresOf(question, escalated)).toMatchObject({ escalatedWrongly: 1, facts: 0 });
  expect(figuresOf({ answers: [], facts: [] }, escalated)).toEqual({ escalatedRightly: 1 });
});

test('the interval holds the mean, and is the same each time', () => {
  const values = [0, 1, 1, 1, 0, 1];
  const { mean, from, to, n } = meanOf(values);
  expect([mean, n]).toEqual([4 / 6, 6]);
  expect(from).toBeLessThan(mean);
  expect(to).toBeGreaterThan(mean);
  expect(meanOf(values)).toEqual(meanOf(values));
});

test('BM25 likes rare words and short texts', () => {
  const scores = bm25(['the red tent', 'the red boat and the red car', 'the blue tent'])('red boat');
  expect(scores[1]).toBeGreaterThan(scores[0]!);
  expect(scores[2]).toBe(0);
});

test('the regression separates what can be separated', () => {
  const rows = [
    [0, 5],
    [1, 4],
    [8, 5],
    [9, 4],
  ];
  const model = fitLogistic(rows, [false, false, true, true], 0.01);
  expect(rows.map((row) => logitOf(model, row) > 0)).toEqual([false, false, true, true]);
});
