/** The pure parts of an evaluation: reading questions and a corpus, and the line of a result. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../../workflows/domain/entry.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import { Misuse } from '../command.ts';
import { byLanguage, languageInWords } from './by-language.ts';
import { readCorpus } from './corpus.ts';
import { inTurn } from './in-turn.ts';
import { readQuestions } from './questions.ts';
import { resultOf, type Result } from './result.ts';

describe('questions', () => {
  test('are read line by line; empty lines and unknown fields are passed over', () => {
    const text =
      '{"id":"a","question":"How?","expected":"x"}\r\n\n{"id":2,"question":"Why?","history":[{"role":"user","content":"Hi"}],"lang":"en"}\n';
    expect(readQuestions(text, 'q.jsonl')).toEqual([
      { id: 'a', question: 'How?', history: [] },
      { id: 2, question: 'Why?', history: [{ role: 'user', content: 'Hi' }], lang: 'en' },
    ]);
  });

  test('every faulty line is named', () => {
    const text = '{"id":"a","question":"How?"}\nnot json\n{"id":"c"}\n{"id":"d","question":"?","history":[{"role":"robot","content":""}]}';
    expect(() => readQuestions(text, 'q.jsonl')).toThrow(Misuse);
    expect(() => readQuestions(text, 'q.jsonl')).toThrow(/q\.jsonl:2: This is no JSON\.\nq\.jsonl:3: question: .*\nq\.jsonl:4: history\.0\.role: /);
  });

  test('a file without any is refused', () => {
    expect(() => readQuestions('\n\n', 'q.jsonl')).toThrow('q.jsonl holds no question.');
  });
});

describe('corpus', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-corpus-'));
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
    for (const name of ['b.md', 'deep/a.markdown', 'deep/er/B.MD', 'deep/er/c.txt', 'deep/er/d.pdf', 'picture.png'])
      writeFileSync(join(folder, name), name);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is every file that can be read, by its path below the folder', async () => {
    const files = await readCorpus(folder);
    expect(files.map(({ path, mediaType }) => [path, mediaType])).toEqual([
      ['b.md', 'text/markdown'],
      ['deep/a.markdown', 'text/markdown'],
      ['deep/er/B.MD', 'text/markdown'],
      ['deep/er/c.txt', 'text/plain'],
      ['deep/er/d.pdf', 'application/pdf'],
    ]);
    expect(Buffer.from(await files[3]!.read()).toString()).toBe('deep/er/c.txt');
    expect((await readCorpus(`${folder}/`)).map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  });

  test('that is missing or empty is refused', async () => {
    await expect(readCorpus(join(folder, 'nowhere'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
    mkdirSync(join(folder, 'bare'));
    await expect(readCorpus(join(folder, 'bare'))).rejects.toThrow(/holds no \.md/);
  });
});

describe('result', () => {
  const passages = [
    { documentId: 'doc_1', score: 0.4 },
    { documentId: 'doc_2', score: 0.7 },
    { documentId: 'doc_1', score: 0.9 },
  ];
  const turn = { passages } as unknown as Turn;
  const entry = (over: object): Entry =>
    ({ kind: 'message', body: { text: 'Yes [1].', citations: [{ documentId: 'doc_2' }, { documentId: 'doc_2' }] }, ...over }) as unknown as Entry;
  const pathOf = (id: string): string => `${id}.md`;
  const times = { firstTokenMs: 1.5, totalMs: 2.5 };

  test('a document counts once, with its best passage; citations are paths', () => {
    expect(resultOf('q', entry({}), turn, pathOf, times)).toEqual({
      id: 'q',
      retrieved: [
        { path: 'doc_1.md', score: 0.9 },
        { path: 'doc_2.md', score: 0.7 },
      ],
      answer: 'Yes [1].',
      citations: ['doc_2.md'],
      outcome: 'answer',
      ...times,
    });
  });

  test('a handover is an escalation with the notice that the visitor read', () => {
    expect(resultOf('q', entry({ kind: 'escalated', body: { text: 'A person comes.' } }), null, pathOf, times)).toMatchObject({
      outcome: 'escalate',
      answer: 'A person comes.',
      retrieved: [],
      citations: [],
    });
  });
});

describe('by language', () => {
  const asked = (lang?: string) => ({ id: 'q', question: '?', history: [], ...(lang === undefined ? {} : { lang }) });
  const got = (outcome: Result['outcome'], totalMs: number) => ({ outcome, totalMs }) as Result;

  test('each that the file names has its figures, and so have the questions that name none', () => {
    const figures = byLanguage(
      [asked('en'), asked('DE'), asked(), asked('de'), asked('de ')],
      [got('answer', 5), got('answer', 30), got('refuse', 1), got('escalate', 10), got('answer', 20)],
    );
    expect(figures).toEqual([
      { lang: 'de', questions: 3, answer: 2, escalate: 1, refuse: 0, medianMs: 20 },
      { lang: 'en', questions: 1, answer: 1, escalate: 0, refuse: 0, medianMs: 5 },
      { lang: null, questions: 1, answer: 0, escalate: 0, refuse: 1, medianMs: 1 },
    ]);
    expect(figures.map(languageInWords)[0]).toBe('de: 3 asked, 2 answered, 1 escalated, 0 refused, median 20 ms');
  });

  test('of a file that names none there are none', () => expect(byLanguage([asked(), asked(' ')], [got('answer', 1), got('answer', 2)])).toEqual([]));
});

test('work in turn keeps the order of the list and the bound', async () => {
  let busy = 0;
  let most = 0;
  const results = await inTurn([5, 1, 3, 2, 4], 2, async (n) => {
    most = Math.max(most, ++busy);
    for (let i = 0; i < n; i++) await Promise.resolve();
    busy--;
    return n * 10;
  });
  expect(results).toEqual([50, 10, 30, 20, 40]);
  expect(most).toBe(2);
});
