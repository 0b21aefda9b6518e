/** The assistant's switch and its operations as clients see them. */
import { EVERYWHERE, type AssistantSwitch, type Operation } from '../../workflows/domain/assistant.ts';
import type { AssistantView, OperationView } from '../protocol/assistant.ts';

export const presentOperation = ({ _id, move, state, total, done, skipped, failed, askedAt, endedAt }: Operation): OperationView => ({
  id: _id,
  move,
  state,
  total,
  done,
  skipped,
  failed,
  askedAt: askedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

/** The installation's pause outlasts the tenant's, so it is named first. */
export function presentAssistant(switches: readonly AssistantSwitch[], operation: Operation | null): AssistantView {
  const off = switches.filter(({ paused }) => paused);
  const by = off.find(({ target }) => target === EVERYWHERE) ?? off[0];
  return {
    paused: by ? (by.target === EVERYWHERE ? 'everywhere' : 'tenant') : null,
    since: by?.at.toISOString() ?? null,
    operation: operation && presentOperation(operation),
  };
}
