/** `parley eval` end to end: its own servers, the demo's help centre, three questions. */
import { afterAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '../../cli/eval/result.ts';
import { DEMO_ARTICLES } from '../../dev/demo/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-eval-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

test('asks each question of the folder and writes a line for each, in their order', async () => {
  const questions = [
    { id: 'sale', question: 'Can I return something I bought on sale?', lang: 'en' },
    { id: 'person', question: 'I want to talk to a human' },
    {
      id: 'follow-up',
      question: 'How long does delivery take?',
      history: [
        { role: 'assistant', content: 'Hello, how can I help?' },
        { role: 'user', content: 'Do you sell tents?' },
        { role: 'assistant', content: 'Yes.' },
      ],
    },
  ];
  writeFileSync(at('q.jsonl'), questions.map((question) => JSON.stringify(question)).join('\n'));
  const { code, stderr } = await evaluate('--corpus', DEMO_ARTICLES, '--questions', at('q.jsonl'), '--out', at('out.jsonl'));
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });

  const lines = readFileSync(at('out.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Result);
  expect(lines.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['sale', 'answer'],
    ['person', 'escalate'],
    ['follow-up', 'answer'],
  ]);
  expect(lines[0]).toMatchObject({ citations: ['sale-items.md'], firstTokenMs: expect.any(Number), totalMs: expect.any(Number) });
  expect(lines[0]!.retrieved[0]).toEqual({ path: 'sale-items.md', score: expect.any(Number) });
  expect(new Set(lines[0]!.retrieved.map(({ path }) => path)).size).toBe(lines[0]!.retrieved.length);
  expect(lines[1]).toMatchObject({ retrieved: [], citations: [], firstTokenMs: null });
  expect(lines[2]!.retrieved[0]!.path).toBe('delivery.md');
  expect(stderr).toContain('en: 1 asked, 1 answered, 0 escalated, 0 refused, median');
  expect(stderr).toContain('no language said: 2 asked, 1 answered, 1 escalated');
});

test('a faulty line is named, with exit code 2 and nothing started', async () => {
  writeFileSync(at('bad.jsonl'), '{"id":"a","question":"How?"}\n{"id":"b"}\n');
  const { code, stderr } = await evaluate('--corpus', DEMO_ARTICLES, '--questions', at('bad.jsonl'), '--out', at('never.jsonl'));
  expect(code).toBe(2);
  expect(stderr).toContain('bad.jsonl:2: question: ');
});

function evaluate(...args: string[]): Promise<{ code: number; stderr: string }> {
  const cli = fileURLToPath(new URL('../../cli/parley.ts', import.meta.url));
  const { PARLEY_TEST_EMBEDDER_DIR: embedder, NODE_OPTIONS: _jestOnly, ...env } = process.env;
  const options = { env: { ...env, ...(embedder ? { PARLEY_EMBEDDER_DIR: embedder } : {}) }, encoding: 'utf8' as const };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'eval', ...args], options, (error, _out, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stderr }),
    );
  });
}
