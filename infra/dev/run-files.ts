/** `<home>/run/<name>.json` says which process is who: one Parley a home, and no server of a killed run in the way of the next. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, lookAt } from './processes.ts';

type RunFile = { pid: number; born: string; url?: string; state?: 'running' | 'stopping' };

/** Thrown when a living Parley already uses this home. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

/** Notes that `pid` is the server `name` of this home. */
export function recordChild(home: string, name: string, pid: number): void {
  write(home, name, { pid, born: lookAt(pid)?.born ?? '' }, 'w');
}

export function forgetChild(home: string, name: string, pid: number): void {
  if (read(home, name)?.pid === pid) rmSync(path(home, name), { force: true });
}

/** Ends the server that a killed run left behind, if it is still there and still the same process. */
export async function endStaleChild(home: string, name: string, say: (line: string) => void): Promise<void> {
  const known = read(home, name);
  if (known && isAlive(known)) {
    say(`Ending ${name} (process ${known.pid}), left behind by a run that was killed.`);
    await endProcess(known.pid, 1_000);
  }
  rmSync(path(home, name), { force: true });
}

export type Claim = { update(change: { url?: string; state?: 'stopping' }): void; release(): void };

/** A process that was killed is seen for a while yet, longer on a busy machine: a start right behind the kill waits for it, ms. */
const DYING_MS = 4_000;

/**
 * Makes this process the one Parley of its home.
 *
 * @param patienceMs how long to wait for another one that is already stopping
 * @throws {AlreadyRunning} naming the other's address and process id
 */
export async function claimHome(home: string, patienceMs = 20_000): Promise<Claim> {
  const asked = Date.now();
  const until = asked + patienceMs;
  const mine: RunFile = { pid: process.pid, born: lookAt(process.pid)?.born ?? '', state: 'running' };
  while (!create(home, mine)) {
    const other = read(home, 'parley');
    if (!other || !isAlive(other)) rmSync(path(home, 'parley'), { force: true });
    else if (Date.now() < (other.state === 'stopping' ? until : asked + DYING_MS)) await sleep(50);
    else
      throw new AlreadyRunning(
        `Parley is already running${other.url ? ` at ${other.url}` : ''} (process ${other.pid}) with the data in ${home}. ` +
          `Stop it with: kill ${other.pid}   or choose another PARLEY_HOME.`,
      );
  }
  return {
    update(change) {
      Object.assign(mine, change);
      write(home, 'parley', mine, 'w');
    },
    release: () => forgetChild(home, 'parley', process.pid),
  };
}

/** The living Parley of this home, if any. */
export function runningParley(home: string): { pid: number; url?: string } | null {
  const known = read(home, 'parley');
  return known && isAlive(known) ? known : null;
}

const isAlive = (known: RunFile): boolean => lookAt(known.pid)?.born === known.born;
const path = (home: string, name: string): string => join(home, 'run', `${name}.json`);

function create(home: string, content: RunFile): boolean {
  try {
    write(home, 'parley', content, 'wx');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function write(home: string, name: string, content: RunFile, flag: 'w' | 'wx'): void {
  mkdirSync(join(home, 'run'), { recursive: true });
  writeFileSync(path(home, name), JSON.stringify(content), { flag });
}

function read(home: string, name: string): RunFile | null {
  try {
    return JSON.parse(readFileSync(path(home, name), 'utf8')) as RunFile;
  } catch {
    return null; // absent, or half written by a run that was killed
  }
}
