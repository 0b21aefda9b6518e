/** bge-small-en-v1.5 on the CPU, in a thread of its own: what embeds questions and passages when no provider does. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Embedder } from '../../ports/embedder.ts';
import { EmbedderFault } from '../fault.ts';
import { isShort, memory } from '../memory.ts';
import type { Answer, Job } from './worker.ts';

export const MODEL = 'bge-small-en-v1.5-int8';
export const DIM = 384;

/** What the model's authors put before a question; a passage has nothing before it. */
const QUERY_PREFIX = 'Represent this sentence for searching relevant passages: ';
/** Texts in one message to the thread: a question that comes during an ingestion waits for these at most. */
const BATCH = 4;
/** Texts that may wait. Beyond it callers are refused, and Temporal tries again later. */
const QUEUE = 4096;
/** A text takes well under a second, ms. */
const END_MS = 10_000;

type Waiting = {
  texts: string[];
  vectors: Float32Array[];
  /** Where the rest of it waits again. */
  queue: Waiting[];
  resolve: (vectors: Float32Array[]) => void;
  reject: (error: EmbedderFault) => void;
};

/** The first folder that holds the model's files; null when none does. */
export function findEmbedder(dirs: readonly (string | null | undefined)[]): string | null {
  const complete = (dir: string) => existsSync(join(dir, 'model.onnx')) && existsSync(join(dir, 'tokenizer.json'));
  return dirs.find((dir): dir is string => !!dir && complete(dir)) ?? null;
}

/**
 * Opens the encoder.
 *
 * @param dir holds `model.onnx` and `tokenizer.json`
 * @throws {EmbedderFault} `broken` when the files cannot be loaded; later `busy` when too much waits, `closed` after `close()`
 */
export async function openOnnxEmbedder(dir: string): Promise<Embedder> {
  const questions: Waiting[] = [];
  const passages: Waiting[] = [];
  const remembered = memory();
  let waiting = 0;
  let inFlight: Waiting | null = null;
  let thread: Worker | null = null;
  let closed = false;

  const settle = (job: Waiting, error?: EmbedderFault): void => {
    waiting -= job.texts.length - job.vectors.length;
    if (error) job.reject(error);
    else job.resolve(job.vectors);
  };

  const failAll = (error: EmbedderFault): void => {
    const all = [...(inFlight ? [inFlight] : []), ...questions.splice(0), ...passages.splice(0)];
    inFlight = null;
    for (const job of all) settle(job, error);
  };

  const start = (): Worker => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { dir }, execArgv: [] });
    worker.on('message', (answer: Answer) => {
      const job = inFlight;
      inFlight = null;
      if (!job) return;
      if ('fault' in answer) settle(job, new EmbedderFault('broken', answer.fault));
      else {
        waiting -= answer.vectors.length;
        job.vectors.push(...answer.vectors);
        // The rest of a long job goes behind jobs that came meanwhile, so that they share the thread.
        if (job.vectors.length < job.texts.length) job.queue.push(job);
        else settle(job);
      }
      next();
    });
    // A thread that died takes its callers with it; the next call starts another.
    const died = (error: EmbedderFault) => {
      if (thread !== worker) return;
      thread = null;
      failAll(error);
    };
    worker.on('error', (cause) => died(new EmbedderFault('broken', 'The sentence encoder failed.', { cause })));
    worker.on('exit', () => died(new EmbedderFault(closed ? 'closed' : 'broken', 'The sentence encoder has ended.')));
    return worker;
  };

  const next = (): void => {
    if (inFlight) return;
    const job = questions.shift() ?? passages.shift();
    if (!job) return void thread?.unref();
    inFlight = job;
    thread ??= start();
    thread.ref();
    thread.postMessage({ texts: job.texts.slice(job.vectors.length, job.vectors.length + BATCH) } satisfies Job);
  };

  const run = (texts: string[], queue: Waiting[]): Promise<Float32Array[]> => {
    if (closed) return Promise.reject(new EmbedderFault('closed', 'The sentence encoder is closed.'));
    if (texts.length === 0) return Promise.resolve([]);
    if (waiting + texts.length > QUEUE) return Promise.reject(new EmbedderFault('busy', `More than ${QUEUE} texts wait for the sentence encoder.`));
    waiting += texts.length;
    return new Promise((resolve, reject) => {
      queue.push({ texts, vectors: [], queue, resolve, reject });
      next();
    });
  };

  await run(['ready'], questions);
  const vocabulary = await vocabularyOf(dir);

  return {
    model: MODEL,
    dim: DIM,
    embed: (texts, kind) =>
      remembered(
        texts.map((text) => (kind === 'query' ? QUERY_PREFIX + text : text)),
        (missing) => run(missing, kind === 'query' || missing.every(isShort) ? questions : passages),
      ),
    isWord: (word) => vocabulary.has(word),
    async close() {
      closed = true;
      failAll(new EmbedderFault('closed', 'The sentence encoder is closed.'));
      if (thread) await endOf(thread);
    },
  };
}

/** Lets the thread finish the text that it is at; one that does not end is cut, which may take the process with it. */
async function endOf(thread: Worker): Promise<void> {
  const ended = new Promise((end) => thread.once('exit', end));
  thread.ref();
  thread.postMessage('close');
  const cut = setTimeout(() => void thread.terminate(), END_MS);
  await ended;
  clearTimeout(cut);
}

/** Word pieces without the continuations: the thirty thousand most usual words. */
async function vocabularyOf(dir: string): Promise<Set<string>> {
  const { model } = JSON.parse(await readFile(join(dir, 'tokenizer.json'), 'utf8')) as { model: { vocab: Record<string, number> } };
  return new Set(Object.keys(model.vocab).filter((piece) => /^\p{L}+$/u.test(piece)));
}
