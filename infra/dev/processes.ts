/** What is known of a process by its id, so that an old pid file is never taken for a stranger that got the same number. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type Seen = { command: string; /** Differs between two processes that had the same id. */ born: string };

/** The living process with this id, or null. A zombie counts as gone. */
export function lookAt(pid: number): Seen | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return { command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(), born: fields[19] ?? '' };
  } catch (error) {
    return process.platform === 'linux' && (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : askPs(pid);
  }
}

/** Ends a process by its id and waits until it is gone: SIGTERM first, SIGKILL after `graceMs`. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  const born = lookAt(pid)?.born;
  const alive = () => born !== undefined && lookAt(pid)?.born === born;
  for (const [signal, patienceMs] of [['SIGTERM', graceMs] as const, ['SIGKILL', 5_000] as const]) {
    if (!alive()) return;
    tell(pid, signal);
    for (const until = Date.now() + patienceMs; alive() && Date.now() < until;) await sleep(25);
  }
  if (alive()) throw new Error(`Process ${pid} does not end.`);
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function askPs(pid: number): Seen | null {
  try {
    const line = execFileSync('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return line ? { born: line.slice(0, 24), command: line.slice(24).trim() } : null;
  } catch {
    return null;
  }
}
