/**
 * The reader of uploads. Files come from anybody, so each is parsed by a process of its own that knows no secret, may not write or
 * start anything, and is ended when it takes more memory or time than a document may. Plain text needs no parser and is decoded here.
 */
import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { READING } from '../../workflows/domain/limits.ts';
import type { DocumentReader, Reading, ReadingOptions } from '../ports/document-reader.ts';
import type { Failed, Job, Told } from './process.ts';
import { readBytes } from './read.ts';

export type ReaderOptions = {
  /** Of the reading process, MiB. */
  memoryMb?: number;
  /** Of its processor, ms; a busy machine does not shorten it. */
  cpuMs?: number;
  /** Of the clock, ms. */
  wallMs?: number;
  /** Files that are read at a time; the others wait. */
  atOnce?: number;
};

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url));
/** Reads files and starts its thread, nothing else. */
const CONFINED = ['--permission', '--allow-fs-read=*', '--allow-worker', '--disable-warning=SecurityWarning'];
/** People who wait for an answer come first. */
const NICE = 10;

/** Thrown when the reading process itself failed. */
export class ReaderFault extends Error {
  override name = 'ReaderFault';
}

export function documentReader({
  memoryMb = READING.memoryMb,
  cpuMs = READING.cpuMs,
  wallMs = READING.wallMs,
  atOnce = 2,
}: ReaderOptions = {}): DocumentReader {
  const inTurn = turns(atOnce);
  return {
    read(mediaType, bytes, options = {}) {
      if (mediaType === 'text/markdown' || mediaType === 'text/plain') return readBytes(mediaType, bytes, () => {});
      return inTurn(() => readApart({ mediaType, bytes, served: options.served, memoryMb, cpuMs }, wallMs, options));
    },
  };
}

function readApart(job: Job, wallMs: number, { signal, onProgress = () => {} }: ReadingOptions): Promise<Reading> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = fork(PROCESS, [], { env: {}, execArgv: CONFINED, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const late = setTimeout(() => settle(() => resolve({ type: 'refused', fault: 'document.tooCostly' })), wallMs);
    const aborted = () => settle(() => reject(signal!.reason as Error));
    const settle = (answer: () => void) => {
      clearTimeout(late);
      signal?.removeEventListener('abort', aborted);
      child.kill('SIGKILL');
      answer();
    };
    signal?.addEventListener('abort', aborted);
    child.on('message', (told: Told | Failed) => {
      if ('share' in told) onProgress(told.share);
      else settle(() => ('reading' in told ? resolve(told.reading) : reject(new ReaderFault(told.failed))));
    });
    child.on('error', (cause) => settle(() => reject(new ReaderFault('The reading process did not start.', { cause }))));
    child.on('exit', (code, killed) => settle(() => reject(new ReaderFault(`The reading process ended with ${killed ?? code}.`))));
    if (child.pid) setPriority(child.pid, NICE);
    child.send(job, (error) => {
      if (error) settle(() => reject(new ReaderFault('The reading process took no file.', { cause: error })));
    });
  });
}

/** Lets so many run at a time, in the order in which they came. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((turn) => waiting.push(turn));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
