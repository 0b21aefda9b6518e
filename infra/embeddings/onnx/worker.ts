/**
 * The encoder's thread: texts in, vectors of length 1 out, one message after the other. It ends by itself when it is told `close`: the
 * runtime aborts the whole process when a thread is cut in the middle of a run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';

export type Job = { texts: string[] };
export type Answer = { vectors: Float32Array[] } | { fault: string };

/** The model's window, with [CLS] and [SEP]. */
const WINDOW = 512;

const { dir } = workerData as { dir: string };
const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(dir, 'tokenizer.json'), 'utf8')) as object, {});
// One thread: the other cores belong to the api and the worker.
const session = await InferenceSession.create(join(dir, 'model.onnx'), { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' });

function tokens(text: string): number[] {
  // Words are shorter than 16 characters on average by far: what is cut here would not have fitted.
  const { ids } = tokenizer.encode(text.slice(0, WINDOW * 16));
  return ids.length <= WINDOW ? ids : [...ids.slice(0, WINDOW - 1), ids.at(-1)!];
}

/** One text a run: padding would change the int8 scales, and with them the vector, by what stands beside it. */
async function embed(text: string): Promise<Float32Array> {
  const ids = tokens(text);
  const dims = [1, ids.length];
  const tensor = (values: Iterable<bigint>) => new Tensor('int64', BigInt64Array.from(values), dims);
  const output = await session.run({
    input_ids: tensor(ids.map(BigInt)),
    attention_mask: tensor(ids.map(() => 1n)),
    token_type_ids: tensor(ids.map(() => 0n)),
  });
  const hidden = output['last_hidden_state']!;
  const first = Float32Array.from((hidden.data as Float32Array).subarray(0, hidden.dims[2]));
  const length = Math.hypot(...first);
  return first.map((value) => value / length);
}

let closing = false;
let last = Promise.resolve();

async function answer({ texts }: Job): Promise<void> {
  try {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      if (closing) return; // nobody waits for it any more
      vectors.push(await embed(text));
    }
    parentPort!.postMessage({ vectors } satisfies Answer);
  } catch (error) {
    parentPort!.postMessage({ fault: `The sentence encoder failed: ${(error as Error).message}` } satisfies Answer);
  }
}

async function end(): Promise<void> {
  await session.release();
  parentPort!.close();
}

parentPort!.on('message', (message: Job | 'close') => {
  if (message === 'close') closing = true;
  last = last.then(() => (message === 'close' ? end() : answer(message)));
});
