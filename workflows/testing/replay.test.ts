/** Every recorded history still replays: a change that would break open conversations goes red here. No server is needed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { ensureWorkflowBundle } from '../../infra/dev/build-bundle.ts';
import { root } from '../../infra/dev/tools.ts';
import { bundleOptions } from '../../infra/temporal/bundle-options.ts';
import { spanSinks } from '../../infra/temporal/tracing.ts';
import { CANARY, wordsOf } from './history-words.ts';

const FOLDER = join(root, 'workflows', 'testing', 'histories');
type Recorded = { name: string; history: { events: { eventType: string }[] } };
const recorded: Recorded[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((name) => ({ name, history: JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Recorded['history'] }));

let codePath: string;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
  codePath = await ensureWorkflowBundle();
}, 120_000);
afterAll(() => Runtime.instance().shutdown());

/** @returns for each history `ok`, or what went wrong */
async function replay(
  workflowBundle: NonNullable<ReplayWorkerOptions['workflowBundle']>,
  of: Recorded[] = recorded,
): Promise<Record<string, string>> {
  const verdicts: Record<string, string> = {};
  const histories = of.map(({ name, history }) => ({ workflowId: name, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, sinks: spanSinks() }, histories)) {
    verdicts[workflowId] = error ? error.message : 'ok';
  }
  return verdicts;
}

test('every recorded history replays', async () => {
  expect(await replay({ codePath })).toEqual(Object.fromEntries(recorded.map(({ name }) => [name, 'ok'])));
}, 120_000);

test('the corpus holds the edges of a conversation, both ends of an ingestion and a sweep', () => {
  const cases = recorded.map(({ name }) => name.replace(/@.*$/, ''));
  const edges = ['answer', 'escalate-by-word', 'nothing-found', 'model-exhausted', 'superseded', 'takeover-while-committing', 'return', 'resolve'];
  const ends = ['reopen-by-message', 'idle-close', 'spoken-while-closing', 'continue-as-new-1', 'continue-as-new-2'];
  expect(cases).toEqual(expect.arrayContaining([...edges, ...ends].map((name) => `conversation/${name}`)));
  expect(cases).toEqual(expect.arrayContaining(['ingestion/searchable', 'ingestion/failed-empty', 'sweeper/round']));
});

describe('an edit that breaks determinism goes red', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'parley-planted-'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** The workflows with one line of theirs replaced. */
  async function planted(file: string, line: string, by: string): Promise<string> {
    cpSync(join(root, 'workflows'), join(copy, 'workflows'), { recursive: true, filter: (path) => !path.includes('/histories') });
    const path = join(copy, 'workflows', file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(line)) throw new Error(`${file} has no "${line}": plant the edit elsewhere.`);
    writeFileSync(path, source.replace(line, by));
    const workflowsPath = join(copy, 'workflows', 'index.ts');
    return (await bundleWorkflowCode({ ...bundleOptions(), workflowsPath, logger: new DefaultLogger('ERROR') })).code;
  }
  const broken = async (code: string): Promise<string[]> =>
    Object.entries(await replay({ code }))
      .filter(([, verdict]) => verdict !== 'ok')
      .map(([name]) => name);

  test('an activity more in a turn', async () => {
    const search = 'await search.searchKnowledge';
    const red = await broken(await planted('conversation/turn.ts', search, `await store.loadConversation(turn);\n  ${search}`));
    expect(red).toContain('conversation/answer@0.1.0.json');
    // Who never searched cannot tell: that is why the corpus has a case for each edge.
    expect(red).not.toContain('conversation/escalate-by-word@0.1.0.json');
  }, 120_000);

  test('a timer before the first look at the log', async () => {
    const load = 'await talk.load();';
    const red = await broken(await planted('conversation/workflow.ts', load, `await condition(() => false, 5_000);\n  ${load}`));
    expect(red.length).toBeGreaterThan(15);
    expect(red.every((name) => name.startsWith('conversation/'))).toBe(true);
  }, 120_000);
});

describe('no history holds what a visitor said', () => {
  test.each(recorded)('$name', ({ history }) => {
    expect(wordsOf(history)).not.toContain(CANARY);
  });

  test('and the search sees a word that hides in a payload', () => {
    const payload = { data: Buffer.from(JSON.stringify({ text: `the ${CANARY}` })).toString('base64') };
    expect(wordsOf({ events: [{ workflowExecutionSignaledEventAttributes: { input: { payloads: [payload] } } }] })).toContain(CANARY);
  });

  test('nor where it was recorded', () => {
    for (const { history } of recorded) expect(wordsOf(history)).not.toMatch(/node_modules|file:\/\//);
  });
});
