/** A server that lives as long as we do: logged to a file, known by a pid file, ended with us even when we are killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from './processes.ts';
import { forgetChild, recordChild } from './run-files.ts';

export type ChildServer = {
  pid: number;
  /** Everything it wrote to stdout so far; stdout is kept only for children that hold our stdin. */
  stdout(): string;
  /** Rejects when it ends before `stop`, with the end of its log. */
  died: Promise<never>;
  stop(): Promise<void>;
};

export type ChildOptions = {
  home: string;
  name: string;
  command: string;
  args: string[];
  /** `itself`: it reads its stdin and ends with it. `watched`: a shell beside it holds the pipe and ends it. */
  endsWithUs: 'itself' | 'watched';
  graceMs?: number;
};

/** Its own session, so that Ctrl-C in a terminal reaches us and not it: we stop in order. */
export function startChild({ home, name, command, args, endsWithUs, graceMs = 8_000 }: ChildOptions): ChildServer {
  mkdirSync(join(home, 'logs'), { recursive: true });
  const logFile = join(home, 'logs', `${name}.log`);
  const log = openSync(logFile, 'w');
  const holds = endsWithUs === 'itself';
  const child = spawn(command, args, { detached: true, stdio: [holds ? 'pipe' : 'ignore', holds ? 'pipe' : log, log] });
  closeSync(log);
  let written = '';
  child.stdout?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const watcher = !holds && child.pid ? watch(child.pid) : null;
  if (child.pid) recordChild(home, name, child.pid);

  let stopping = false;
  const died = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${name} cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) => {
      watcher?.kill('SIGKILL');
      if (child.pid) forgetChild(home, name, child.pid);
      if (!stopping) reject(new Error(`${name} ended by itself (${signal ?? `exit code ${code}`}). ${lastLines(logFile)}`));
    });
  });
  died.catch(() => undefined); // whoever awaits it hears of it; nobody has to
  return {
    pid: child.pid ?? -1,
    stdout: () => written,
    died,
    async stop() {
      stopping = true;
      watcher?.kill('SIGKILL'); // first, or it could hit a later process with the same id
      if (child.pid && child.exitCode === null && child.signalCode === null) await endProcess(child.pid, graceMs);
      child.stdin?.destroy();
      if (child.pid) forgetChild(home, name, child.pid);
    },
  };
}

function watch(pid: number): ChildProcess {
  // We were killed: the next start waits for its port and files, and both servers survive a kill.
  const script = 'cat >/dev/null; kill -TERM "$0" 2>/dev/null && sleep 1 && kill -KILL "$0" 2>/dev/null';
  const watcher = spawn('/bin/sh', ['-c', script, String(pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.unref();
  return watcher;
}

function lastLines(file: string): string {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');
    return `The end of ${file}:\n${lines}`;
  } catch {
    return `See ${file}.`;
  }
}
