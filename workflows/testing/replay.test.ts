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
import { EDITS, type Edit } from './planted-edits.ts';

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
});
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
});

test('the corpus holds the edges of a conversation and of a turn, both ends of an ingestion, a sweep, a site and the end of a tenant', () => {
  const cases = recorded.map(({ name }) => name.replace(/@.*$/, ''));
  const edges = ['answer', 'escalate-by-word', 'nothing-found', 'model-exhausted', 'superseded', 'takeover-while-committing', 'return', 'resolve'];
  const ends = ['reopen-by-message', 'idle-close', 'spoken-while-closing', 'continue-as-new-1', 'continue-as-new-2'];
  const turns = ['tool-search', 'tool-repaired', 'send-not-cancelled', 'send-unknown', 'send-resolved', 'budget-model-calls', 'search-failed'];
  const outages = ['delay-told', 'stand-in', 'quotes', 'nothing-to-quote'];
  expect(cases).toEqual(expect.arrayContaining([...edges, ...ends, ...turns, ...outages].map((name) => `conversation/${name}`)));
  expect(cases).toEqual(
    expect.arrayContaining([
      'ingestion/searchable',
      'ingestion/failed-empty',
      'ingestion/asked-again-1',
      'sweeper/round',
      'assistantSwitch/pause-1',
      'tenantDeletion/deleted',
      'siteSync/long-2',
      'siteSync/failed',
      'siteRemoval/removed',
    ]),
  );
  expect(cases.length).toBeGreaterThanOrEqual(80);
});

describe('an edit that breaks determinism goes red', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'parley-planted-'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** The workflows with some lines of theirs replaced. */
  async function planted(edits: readonly Edit[]): Promise<string> {
    cpSync(join(root, 'workflows'), join(copy, 'workflows'), { recursive: true, filter: (path) => !path.includes('/histories') });
    for (const [file, line, by] of edits) {
      const path = join(copy, 'workflows', 'conversation', file);
      const source = readFileSync(path, 'utf8');
      if (!source.includes(line)) throw new Error(`${file} has no "${line}": plant the edit elsewhere.`);
      writeFileSync(path, source.replace(line, by));
    }
    const workflowsPath = join(copy, 'workflows', 'index.ts');
    return (await bundleWorkflowCode({ ...bundleOptions(), workflowsPath, logger: new DefaultLogger('ERROR') })).code;
  }
  const named = (names: readonly string[]): Recorded[] =>
    names.map((name) => recorded.find((one) => one.name.startsWith(`conversation/${name}@`)) ?? missing(name));
  const missing = (name: string): never => {
    throw new Error(`There is no history of "${name}".`);
  };

  test.each(EDITS)(
    '$name',
    async ({ edits, red, green }) => {
      const verdicts = await replay({ code: await planted(edits) }, named([...red, ...green]));
      const failed = Object.keys(verdicts).filter((name) => verdicts[name] !== 'ok');
      expect(failed.sort()).toEqual(
        named(red)
          .map(({ name }) => name)
          .sort(),
      );
    },
    900_000,
  );
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
