import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { openShelf } from '../bench/answer-quality/shelf.ts';
import { DEMO_ARTICLES } from '../dev/demo/settings.ts';
import { NOTICES } from '../../workflows/domain/notices.ts';
import type { Draft, ModelRequest, Passage } from '../../workflows/domain/turn.ts';
import { DEFAULT_FLOOR, extractiveAnswerer } from './answerer.ts';

const passage = (n: number, section: string, text: string, score = 0.8): Passage => ({
  n,
  documentId: 'doc_1',
  chunkId: `chk_${n}`,
  versionId: 'doc_1@1',
  title: 'Returns',
  section,
  text,
  score,
  dense: null,
  keyword: null,
});
const model = extractiveAnswerer();
const ask = async (question: string, passages: Passage[], over: Partial<ModelRequest> = {}) => {
  const pieces: string[] = [];
  const options = { signal: new AbortController().signal, onToken: (text: string) => void pieces.push(text) };
  const draft = await model.draft({ messages: [], tools: [], question, passages, floor: DEFAULT_FLOOR, ...over }, options);
  return { draft, pieces };
};
const textOf = (draft: Draft) => (draft.type === 'reply' ? draft.text : draft.type === 'escalate' ? `(${draft.reason})` : draft.type);

const SALE = passage(1, 'Sale items', '## Sale items\n\nYes. Sale items come back within **30 days**.');
const STEPS = passage(2, 'How to return', '## How to return\n\n1. Open **Orders**.\n2. Choose **Return**.\n3. Print the label.', 0.7);

test('quotes a short section whole, with its number, and says where it is from', async () => {
  const { draft } = await ask('Can I return sale items?', [SALE]);
  expect(draft).toMatchObject({ type: 'reply', used: [1], model: 'extractive', usage: { inputTokens: 0, outputTokens: 0 } });
  expect(textOf(draft)).toBe('From our help centre:\n\nYes. Sale items come back within **30 days**. [1]');
});

test('quotes what is written in another language as it is, and says so in the language of the visitor', async () => {
  const { draft } = await ask(
    'Kann ich reduzierte Ware zurückgeben?',
    [passage(1, 'Sale items', 'Yes. You can return the items of a sale to us within 30 days.')],
    {
      locale: 'de',
    },
  );
  expect(textOf(draft)).toBe(`${NOTICES.de.quotedAsWritten}\n\nYes. You can return the items of a sale to us within 30 days. [1]`);
  const german = await ask(
    'Kann ich das zurückgeben?',
    [passage(1, 'Rückgabe', 'Ja, Sie können die Ware innerhalb von 30 Tagen an uns zurückgeben.')],
    { locale: 'de' },
  );
  expect(textOf(german.draft)).toMatch(NOTICES.de.quoted);
});

test.each([
  ['Hallo!', 'de', NOTICES.de.hello],
  ['Hallo!', 'nl', NOTICES.nl.hello],
  ['Merci beaucoup', 'en', NOTICES.fr.welcome],
  ['Thanks a lot!', 'de', NOTICES.en.welcome],
] as const)('%s (%s) is answered in kind', async (question, locale, said) => {
  expect(textOf((await ask(question, [SALE], { locale })).draft)).toBe(said);
});

test('streams in words what it then returns', async () => {
  const { draft, pieces } = await ask('Can I return sale items?', [SALE]);
  expect(pieces.join('')).toBe(textOf(draft));
  expect(pieces.length).toBeGreaterThan(8);
});

test('escalates below the floor, says what was nearest, and streams nothing', async () => {
  const { draft, pieces } = await ask('Who founded you?', [passage(1, 'Sale items', 'Text.', 0.2)]);
  expect(draft).toMatchObject({ type: 'escalate', reason: 'nothingFound' });
  expect(draft.type === 'escalate' && draft.summary).toContain('Returns › Sale items');
  expect(pieces).toEqual([]);
  expect((await ask('Who founded you?', [])).draft).toMatchObject({ type: 'escalate', reason: 'nothingFound' });
});

test('never quotes a passage below the floor beside a good one', async () => {
  const { draft } = await ask('Can I return sale items? And how do I return?', [SALE, { ...STEPS, score: 0.1 }]);
  expect(draft).toMatchObject({ used: [1] });
});

test('answers both halves of a double question, each from its own passage, steps as a list', async () => {
  const found = [
    { ...SALE, leads: [0] },
    { ...STEPS, leads: [1] },
  ];
  const { draft } = await ask('Can I bring back sale items? And how do I return them?', found);
  expect(draft).toMatchObject({ used: [1, 2] });
  expect(textOf(draft)).toContain('1. Open **Orders**.\n2. Choose **Return**.\n3. Print the label. [2]');
});

test('of a long passage it quotes what was asked, of a long table the row', async () => {
  const filler = Array.from({ length: 12 }, (_, i) => `Remark ${i} tells of ordinary days in the warehouse and its people.`).join(' ');
  const long = passage(1, 'Notes', `${filler} Kayaks are sent by freight for 89 USD. ${filler}`);
  const { draft } = await ask('What does the freight of a kayak cost?', [long]);
  expect(textOf(draft)).toContain('Kayaks are sent by freight for 89 USD.');
  expect(textOf(draft).length).toBeLessThan(700);
  const rows = Array.from({ length: 40 }, (_, i) => `| Country${i} | ${i} days |`).join('\n');
  const table = passage(1, 'Times', `| Where | Time |\n|---|---|\n${rows}`);
  expect(textOf((await ask('How long to Country7?', [table])).draft)).toBe(
    'From our help centre:\n\n**Times**\n\n| Where | Time |\n|---|---|\n| Country7 | 7 days |\n\n[1]',
  );
});

test('answers a greeting and a thank you in kind, and nothing else', async () => {
  expect(textOf((await ask('Hi there!', [])).draft)).toBe('Hello! What can I help you with?');
  expect(textOf((await ask('Thanks a lot!', [SALE])).draft)).toBe('You are welcome!');
  expect(textOf((await ask('hi, can I return sale items?', [SALE])).draft)).toContain('30 days');
});

test('stops when the turn is cancelled', async () => {
  const cancel = new AbortController();
  const pieces: string[] = [];
  const onToken = (text: string) => {
    pieces.push(text);
    if (pieces.length === 3) cancel.abort();
  };
  const drafted = model.draft(
    { messages: [], tools: [], question: 'sale items', passages: [SALE], floor: DEFAULT_FLOOR },
    { signal: cancel.signal, onToken },
  );
  await expect(drafted).rejects.toMatchObject({ name: 'AbortError' });
  expect(pieces).toHaveLength(3);
});

test('a sentence is quoted with what its paragraph goes on to say, and a term with its meaning', async () => {
  const codes = Array.from(
    { length: 12 },
    (_, i) => `E-${i + 10}\n: Part number ${i + 10} of the kiln has failed. Replace it with a new one from the box.`,
  );
  const { draft } = await ask('E-17', [passage(1, 'Codes', codes.join('\n\n'))]);
  expect(textOf(draft)).toBe('From our help centre:\n\nE-17: Part number 17 of the kiln has failed. Replace it with a new one from the box. [1]');
  const long = `${'Clay rests and dries in the shed for as long as its makers like it to. '.repeat(6)}The glaze cracks at once. Then call 555 0100.`;
  expect(textOf((await ask('Why has my glaze cracked?', [passage(1, 'Clay', `${long}\n\n${long.replaceAll('glaze', 'pot')}`)])).draft)).toContain(
    'The glaze cracks at once. Then call 555 0100.',
  );
});

test('an answer that is a word or two stands behind the question of its article', async () => {
  const { draft } = await ask('Do you lend kilns?', [passage(1, 'Can I rent a kiln?', '## Can I rent a kiln?\n\nNo.')]);
  expect(textOf(draft)).toBe('From our help centre:\n\n**Can I rent a kiln?**\n\nNo. [1]');
  const long = `Yes. ${'They stand in the yard and are fetched by those who have asked for them. '.repeat(3).trim()}`;
  expect(textOf((await ask('Do you lend kilns?', [passage(1, 'Can I rent a kiln?', long)])).draft)).toContain('?**\n\nYes. They stand');
  expect(textOf((await ask('May I rent a kiln?', [passage(1, 'Can I rent a kiln?', long)])).draft)).toMatch(
    /^From our help centre:\n\nYes\. They stand/,
  );
});

test('of a table the rows that are asked for are quoted, and all where none is', async () => {
  const kilns = passage(
    1,
    'Kilns',
    'All are fired with gas.\n\n| Kiln | Size | Wi-Fi | Price |\n|---|---|---|---|\n| Ember 40 | 40 l | none | 300 USD |\n| Ember 90 | 90 l | none | 500 USD |\n| Blaze 200 | 200 l | yes | 900 USD |',
  );
  const rowsOf = async (question: string) =>
    textOf((await ask(question, [kilns])).draft)
      .match(/^\| [EB].*(?=\|$)/gm)!
      .map((row) => row.split('|')[1]!.trim());
  expect(await rowsOf('price of the 90?')).toEqual(['Ember 90']);
  expect(await rowsOf('What do Ember 40 and Blaze cost?')).toEqual(['Ember 40', 'Blaze 200']);
  expect(await rowsOf('Which kilns do you have?')).toEqual(['Ember 40', 'Ember 90', 'Blaze 200']);
  expect(await rowsOf('Which kilns do not have 90 l?')).toEqual(['Ember 40', 'Ember 90', 'Blaze 200']);
  expect(await rowsOf('Is the Blaze cheaper than others?')).toEqual(['Ember 40', 'Ember 90', 'Blaze 200']);
  const hours = passage(1, 'Hours', '| Where | When |\n|---|---|\n| Yard | 8 to 5 |\n| Shop | the same |\n| Office | 9 to 1 |');
  expect(textOf((await ask('When can I come to the shop?', [hours])).draft)).toContain('| Yard | 8 to 5 |\n| Shop | the same |\n\n[1]');
  const features = passage(1, 'Facts', '| | One | Two |\n|---|---|---|\n| Wi-Fi | 5 | 6 |\n| Mass | 1 kg | 2 kg |\n| Model | OX-1 | OX-2 |');
  expect(textOf((await ask('wifi of OX-2', [features])).draft)).toBe(
    'From our help centre:\n\n**Facts**\n\n| | One | Two |\n|---|---|---|\n| Wi-Fi | 5 | 6 |\n| Model | OX-1 | OX-2 |\n\n[1]',
  );
});

test('another language is not claimed of codes and figures', async () => {
  const figures = passage(1, 'Facts', '| | One | Two |\n|---|---|---|\n| Mode | A do A | no A |\n| Power | 2 A | 3 A |\n| Size | 5 x 2 | 6 x 2 |');
  expect(textOf((await ask('power of One', [figures])).draft)).toMatch(/^From our help centre:/);
});

test('a quote that hardly reaches the floor says what it is', async () => {
  const weak = { ...SALE, score: DEFAULT_FLOOR + 0.05 };
  const text = textOf((await ask('Are there sales?', [weak])).draft);
  expect(text).toMatch(
    /^I am not sure that this answers your question\. The nearest that I found is “Returns › Sale items”\.\n\nFrom our help centre:\n\nYes\. Sale/,
  );
  expect(textOf((await ask('Gibt es Angebote?', [weak], { locale: 'de' })).draft)).toContain('„Returns › Sale items“');
  expect(textOf((await ask('Are there sales?', [SALE])).draft)).not.toContain('not sure');
});

describe.each([
  ['fernwood', DEMO_ARTICLES],
  ['ledgerly', new URL('../testing/corpora/ledgerly/articles/', import.meta.url).pathname],
])('over the help centre %s', (name, dir) => {
  const file = new URL(`../testing/corpora/${name}/questions.jsonl`, import.meta.url);
  const questions = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { question: string }).question);

  test('every line and sentence of every answer stands in a passage that it cites', async () => {
    const shelf = await openShelf(dir, null);
    const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
    for (const question of questions) {
      const { passages } = await shelf.ask(question);
      const { draft } = await ask(question, passages, { floor: 0 });
      if (draft.type !== 'reply' || draft.used.length === 0) continue;
      const cited = plain(
        passages
          .filter(({ n }) => draft.used.includes(n))
          .map(({ text }) => text)
          .join('\n'),
      );
      const lines = draft.text
        .slice(draft.text.indexOf(NOTICES.en.quoted) + NOTICES.en.quoted.length)
        .replace(/^\*\*(.+)\*\*$/gm, '$1')
        .replace(/\[\d+\]$/gm, '')
        .split('\n')
        .flatMap((line) => line.split(/(?<=[.!?]) (?=\p{Lu})/u));
      for (const line of lines) expect(cited).toContain(plain(line));
      for (const n of draft.used) expect(draft.text).toContain(`[${n}]`);
    }
    await shelf.close();
  });
});
