/** What reading processes of this machine have had in memory at most; told by Linux alone. */
import { readdirSync, readFileSync } from 'node:fs';

/** The peak of each that lives now, MiB. */
export function readersMb(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid) || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('infra/reading/process.ts')) return [];
      return [Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024];
    } catch {
      return []; // it ended meanwhile
    }
  });
}
