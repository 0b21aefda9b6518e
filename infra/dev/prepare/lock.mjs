/** One bootstrap a checkout prepares at a time; `npm start` and `npm test` begun together do not undo each other's work. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** @returns {Promise<() => void>} lets go of it; a lock whose owner is gone is taken over */
export async function holdLock({ tools }) {
  const file = join(tools, 'prepare.lock');
  const mine = `${file}.${process.pid}`;
  mkdirSync(tools, { recursive: true });
  writeFileSync(mine, String(process.pid));
  for (let told = false; ;) {
    try {
      linkSync(mine, file); // with its content at once, so that nobody reads it empty
      rmSync(mine);
      process.once('exit', release);
      return () => {
        process.removeListener('exit', release);
        release();
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner === null) rmSync(file, { force: true });
    else {
      if (!told) say(`Waiting for another start that is preparing this checkout (process ${owner}).`);
      told = true;
      await sleep(200);
    }
  }

  function release() {
    rmSync(file, { force: true });
  }
}

function ownerOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (!pid) return null;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? Number(readFileSync(file, 'utf8')) : null;
  }
}
