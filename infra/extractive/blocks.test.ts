import { expect, test } from '@jest/globals';
import { blocksOf, render, sentencesOf } from './blocks.ts';

test('headings are left out, prose is taken apart into sentences', () => {
  expect(blocksOf('# T\n\n## S\n\nOne thing. Another\nthing.')).toEqual([{ type: 'prose', sentences: ['One thing.', 'Another thing.'] }]);
});

test('a list keeps the line that announces it, and its items whole', () => {
  const [prose, list] = blocksOf('Good. You need:\n\n- a tent,\n  dry\n- a peg');
  expect(prose).toEqual({ type: 'prose', sentences: ['Good.'] });
  expect(list).toEqual({ type: 'list', lead: 'You need:', items: ['- a tent,\n  dry', '- a peg'] });
  expect(blocksOf('You need:\n- a tent')).toEqual([{ type: 'list', lead: 'You need:', items: ['- a tent'] }]);
});

test('a table keeps its head apart from its rows', () => {
  const table = '| A | B |\n|---|---|\n| 1 | 2 |';
  expect(blocksOf(`Costs:\n${table}`)[0]).toEqual({ type: 'table', lead: 'Costs:', head: ['| A | B |', '|---|---|'], rows: ['| 1 | 2 |'] });
  expect(render(blocksOf(table)[0]!)).toBe(table);
});

test('code stays as it is, blank lines and hashes included', () => {
  const code = '```sh\n# install\n\nnpm ci\n```';
  expect(blocksOf(`Run:\n\n${code}\n\nDone.`).map(({ type }) => type)).toEqual(['code', 'prose']);
  expect(blocksOf(code)).toEqual([{ type: 'code', lead: '', text: code }]);
});

test('a sentence does not end at a.m. or e.g.', () => {
  expect(sentencesOf('Open from 10 a.m. to 8 p.m. each day. Closed on Sundays.')).toEqual([
    'Open from 10 a.m. to 8 p.m. each day.',
    'Closed on Sundays.',
  ]);
  expect(sentencesOf('Choose **Forgot password?** on the page.')).toEqual(['Choose **Forgot password?** on the page.']);
});

test('nothing but headings is nothing', () => {
  expect(blocksOf('# A\n\n## B\n')).toEqual([]);
  expect(blocksOf('')).toEqual([]);
});

test('no sentence ends where no space is', () => {
  expect(sentencesOf('Save it as text (.TXT) or a sheet (.CSV).Then send it.')).toEqual(['Save it as text (.TXT) or a sheet (.CSV).Then send it.']);
});

test('marks stay with what they close, and a bold beginning with what it heads', () => {
  expect(sentencesOf('**By card.** Visa only. **Never** cash.')).toEqual(['**By card.** Visa only.', '**Never** cash.']);
  expect(sentencesOf('Open it. **Wait a minute.** Close it.')).toEqual(['Open it.', '**Wait a minute.**', 'Close it.']);
  expect(sentencesOf('**How is it stopped?** Press stop. Wait.')).toEqual(['**How is it stopped?** Press stop.', 'Wait.']);
});

test('a term stands with its meaning, code with what announces it', () => {
  expect(blocksOf('E-1\n: Too hot. Let it cool.')).toEqual([{ type: 'prose', sentences: ['E-1: Too hot.', 'Let it cool.'] }]);
  expect(blocksOf('Good. Run:\n\n```\nnpm ci\n```')[1]).toEqual({ type: 'code', lead: 'Run:', text: '```\nnpm ci\n```' });
});
