/** What happens when a deadline of a conversation has come. Each is checked against the log first: memory may know too little. */
import type { Deadline } from '../domain/lifecycle.ts';
import { store } from '../retry-profiles.ts';
import type { Talk } from './lifecycle.ts';

/** @returns true when the conversation has ended */
export async function meetDeadline(talk: Talk, { kind }: Deadline): Promise<boolean> {
  switch (kind) {
    case 'snoozeOver':
      await talk.wake();
      return false;
    case 'firstResponse':
      await talk.markOverdue();
      return false;
    case 'idleWarning':
      await warn(talk);
      return false;
    case 'autoResolve':
      await closeQuiet(talk, 'resolve');
      return false;
    case 'sessionOver':
    case 'lifeOver':
    case 'graceOver':
      return closeQuiet(talk, 'end');
    default:
      return kind satisfies never;
  }
}

async function warn(talk: Talk): Promise<void> {
  const { heard, since } = talk.state;
  const request = { ...talk.ref, key: `idle-warning-${since}-${heard}`, heard };
  const { warned } = await store.warnIdle.executeWithOptions({ summary: 'warn a silent visitor' }, [request]);
  if (warned) talk.state.warnedAt = Date.now();
  else await talk.look();
}

/** Closes the log behind what was heard, unless somebody spoke meanwhile or waits for us: then the log is read again. */
async function closeQuiet(talk: Talk, move: 'resolve' | 'end'): Promise<boolean> {
  const { heard, since, status } = talk.state;
  // Of a place that may come again after a reopening, so the last move is part of the key.
  const { accepted } = await talk.append(move, `${move}-${since}-${heard}`, { heard, unlessWaiting: status !== 'resolved' });
  if (!accepted) await talk.look();
  return accepted;
}
