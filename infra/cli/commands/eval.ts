/**
 * `parley eval`: a fresh tenant learns a folder of documents and is asked a file of questions, by the production workflows.
 * Runs on servers and data of its own, so a Parley that is running is never touched.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TASK_QUEUES } from '../../../workflows/contracts/task-queues.ts';
import { ConfigError, type Config } from '../../config/config.ts';
import { startLocalServers } from '../../dev/local-servers.ts';
import { tools } from '../../dev/tools.ts';
import { findEmbedder } from '../../embeddings/onnx/embedder.ts';
import { derivedId } from '../../ids/mint.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { Misuse, type Run } from '../command.ts';
import { closeParts, openParts } from '../compose/open-parts.ts';
import type { Parts } from '../compose/parts.ts';
import { startWorkers } from '../compose/start-workers.ts';
import { ask } from '../eval/ask.ts';
import { byLanguage, languageInWords } from '../eval/by-language.ts';
import { readCorpus } from '../eval/corpus.ts';
import { inTurn } from '../eval/in-turn.ts';
import { aTenant, learn } from '../eval/knowledge.ts';
import { readQuestions } from '../eval/questions.ts';

const AT_ONCE = 4;

const say = (line: string): void => console.error(line);

export const run: Run = async ({ config, args, json }) => {
  const { corpus, questions: file, out } = readArgs(args);
  const questions = readQuestions(readText(file), file);
  const files = await readCorpus(corpus);
  const results = openOut(out);

  const summary = await onOwnServers(config, async (parts) => {
    const scope = await aTenant(parts);
    const pathOf = await learn(parts, scope, files, say);
    say(`Asking ${questions.length} questions.`);
    const deps = { ...parts, derivedId, pathOf };
    const from = Date.now();
    let done = 0;
    const lines = await inTurn(questions, AT_ONCE, async (question) => {
      const result = await ask(deps, scope, question);
      if (++done % Math.max(10, Math.ceil(questions.length / 20)) === 0) say(`${done} of ${questions.length} questions`);
      return result;
    });
    for (const line of lines) writeSync(results, `${JSON.stringify(line)}\n`);
    const count = (outcome: string): number => lines.filter((line) => line.outcome === outcome).length;
    const seconds = (Date.now() - from) / 1_000;
    return {
      questions: lines.length,
      answer: count('answer'),
      escalate: count('escalate'),
      refuse: count('refuse'),
      seconds,
      model: parts.model.name,
      languages: byLanguage(questions, lines),
    };
  });
  closeSync(results);
  if (json) console.log(JSON.stringify(summary));
  else {
    say(
      `${summary.answer} answered, ${summary.escalate} escalated, ${summary.refuse} refused in ${summary.seconds.toFixed(1)} s, by ${summary.model}: ${out}`,
    );
    for (const language of summary.languages) say(languageInWords(language));
  }
  return 0;
};

function readArgs(args: string[]): { corpus: string; questions: string; out: string } {
  const { values } = parseArgs({ args, options: { corpus: { type: 'string' }, questions: { type: 'string' }, out: { type: 'string' } } });
  const { corpus, questions, out } = values;
  if (!corpus || !questions || !out) throw new Misuse('--corpus, --questions and --out are needed.');
  return { corpus, questions, out };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Misuse(`The questions ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Opened before the work, so that a wrong path is told at once and not after minutes. */
function openOut(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new Misuse(`The results ${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function onOwnServers<T>(config: Config, work: (parts: Parts) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'parley-eval-'));
  const embedder = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder'), tools.embedder]);
  const own: Config = { ...config, home, PARLEY_DEMO: false, PARLEY_EMBEDDER_DIR: embedder ?? undefined, LOG_LEVEL: 'error' };
  if (!embedder) say('There is no sentence encoder: search is by keywords alone.');
  const servers = await startLocalServers(own, { inMemory: true, say });
  try {
    const parts = await openParts(own, servers, { dbName: `eval_${randomBytes(6).toString('hex')}` });
    try {
      if (config.TEMPORAL_ADDRESS) await nobodyElsePolls(own, parts);
      await migrate(parts.connection);
      const workers = await startWorkers(own, parts);
      try {
        return await work(parts);
      } finally {
        await workers.close();
      }
    } finally {
      await parts.connection.dropDatabase();
      await closeParts(parts);
    }
  } finally {
    await servers.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Workers of a running Parley would take our tasks and not find our tenant. */
async function nobodyElsePolls({ TEMPORAL_NAMESPACE: namespace }: Config, { engine }: Parts): Promise<void> {
  const { pollers } = await engine.client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUES.core }, taskQueueType: 1 });
  if (pollers?.length)
    throw new ConfigError(`Workers of another Parley poll the namespace "${namespace}". Set TEMPORAL_NAMESPACE to one of its own, without workers.`);
}
