/** Signs of life while something is waited for that has none of its own. */
import { heartbeat } from '@temporalio/activity';

const BEAT_MS = 2_000;

/** Heartbeats until the work has ended, one way or the other. */
export async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
