/** The process that reads one file and ends. A thread of it parses; this one watches, and ends all when a bound is passed. */
import { Worker } from 'node:worker_threads';
import type { MediaType } from '../../workflows/domain/document.ts';
import type { Reading, ReadingFault } from '../ports/document-reader.ts';
import type { Served } from './read.ts';

export type Job = { mediaType: MediaType; bytes: Uint8Array; served?: Served | undefined; memoryMb: number; cpuMs: number };
export type Failed = { failed: string };
export type Told = { share: number } | { reading: Reading };

/** Between two looks, ms: what a parser can take in one of them is what it may be over its bound. */
const LOOK_MS = 25;

/** Of the memory, what the parser's heap may be: it then clears up before the bound is passed, which counts all that the process has. */
const HEAP_SHARE = 0.6;

const end = (told: Told): void => void process.send!(told, () => process.exit());
const refuse = (fault: ReadingFault): void => end({ reading: { type: 'refused', fault } });

// Whoever asked has died: nobody hears the answer.
process.on('disconnect', () => process.exit());
process.once('message', (job: Job) => {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: job.memoryMb * HEAP_SHARE },
    stdout: true,
    stderr: true,
  });
  thread.on('message', (told: Told) => ('reading' in told ? end(told) : process.send!(told)));
  thread.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return refuse('document.tooCostly');
    // Without its message, which may hold words of the file.
    process.send!({ failed: `${error.name} ${error.code ?? ''}` } satisfies Failed, () => process.exit(1));
  });
  const began = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(began);
    if (process.memoryUsage.rss() <= job.memoryMb * 2 ** 20 && (user + system) / 1_000 <= job.cpuMs) return;
    void thread.terminate();
    refuse('document.tooCostly');
  }, LOOK_MS);
});
