/** What the checker asks of moves (I4): legal edges only, one event and one audit row each, and a projection that tells what the log tells. */
import type { Evidence, StoredEntry } from './evidence.ts';
import type { Found } from './checker.ts';

type Stands = { mode: string; status: string; takenBy: string | null };
type Move = { key: string; type: string; legal: boolean };

/** From where a move may start, and where it leads; written down here again, so that a mistake of the product is not believed. */
const EDGES: Record<string, { from: (at: Stands) => boolean; to: (at: Stands, by: string | null) => Stands }> = {
  takenOver: { from: (at) => open(at) && !at.takenBy, to: ({ status }, by) => ({ mode: 'human', status, takenBy: by }) },
  returned: { from: (at) => open(at) && at.mode === 'human', to: () => ({ mode: 'ai', status: 'unresolved', takenBy: null }) },
  escalated: { from: (at) => open(at) && at.mode === 'ai', to: () => ({ mode: 'human', status: 'escalated', takenBy: null }) },
  resolved: { from: (at) => open(at), to: () => ({ mode: 'ai', status: 'resolved', takenBy: null }) },
  reopened: { from: (at) => !open(at), to: () => ({ mode: 'ai', status: 'unresolved', takenBy: null }) },
  paused: { from: (at) => open(at) && at.mode === 'ai', to: ({ status }) => ({ mode: 'paused', status, takenBy: null }) },
  resumed: { from: (at) => open(at) && at.mode === 'paused', to: ({ status }) => ({ mode: 'ai', status, takenBy: null }) },
  ended: { from: () => true, to: () => ({ mode: 'ai', status: 'resolved', takenBy: null }) },
};
const open = ({ status }: Stands): boolean => status !== 'resolved';

/** Moves of a log in order, and where it stands at its end. A person who speaks takes over without saying so. */
function walk(log: readonly StoredEntry[]): { moves: Move[]; at: Stands } {
  let at: Stands = { mode: 'ai', status: 'unresolved', takenBy: null };
  const moves: Move[] = [];
  for (const { key, kind, author } of log) {
    const by = author.type === 'agent' ? (author.id ?? null) : null;
    if (kind === 'message') {
      if (author.type !== 'agent' || at.mode === 'human') continue;
      at = { ...at, mode: 'human', takenBy: by };
      moves.push({ key, type: 'conversation.takenOver', legal: true });
      continue;
    }
    const edge = EDGES[kind];
    const legal = edge?.from(at) ?? false;
    moves.push({ key, type: `conversation.${kind}`, legal });
    if (edge && legal) at = edge.to(at, by);
  }
  return { moves, at };
}

export const illegalMoves = (log: readonly StoredEntry[]): Found[] =>
  walk(log).moves.flatMap(({ key, type, legal }) => (legal ? [] : [{ key, what: `${type} is not legal where the conversation stood` }]));

/** Every move has one event and one audit row of its kind, every event one audit row, and neither is there without cause. */
export function unrecorded(logs: readonly (readonly StoredEntry[])[], { events, audits }: Pick<Evidence, 'events' | 'audits'>): Found[] {
  const moves = new Map(logs.flatMap((log) => walk(log).moves).map(({ key, type }) => [key, type]));
  const [eventsOf, auditsOf] = [typesByKey(events), typesByKey(audits)];
  const wanted = new Map([...[...eventsOf].map(([key, [type]]) => [key, type!] as const), ...moves]);
  const missing = [...wanted].flatMap(([key, type]) => [
    ...oneOf('event', key, type, moves.has(key) ? eventsOf.get(key) : [type]),
    ...oneOf('audit row', key, type, auditsOf.get(key)),
  ]);
  const doubled = [...eventsOf].filter(([, types]) => types.length > 1).map(([key, types]) => ({ key, what: `has ${types.length} events` }));
  const uncalled = events
    .filter(({ key, seq }) => seq !== null && !moves.has(key))
    .map(({ key, type }) => ({ key, what: `${type}, and nothing moved` }));
  const alone = [...auditsOf.keys()].filter((key) => !wanted.has(key)).map((key) => ({ key, what: 'an audit row without an event' }));
  return [...missing, ...doubled, ...uncalled, ...alone];
}

function oneOf(what: string, key: string, type: string, found: readonly string[] = []): Found[] {
  if (found.length === 0) return [{ key, what: `${type} has no ${what}` }];
  if (found.length > 1 && what !== 'event') return [{ key, what: `${type} has ${found.length} ${what}s` }];
  return found[0] === type ? [] : [{ key, what: `${type} has the ${what} of ${found[0]}` }];
}

function typesByKey(rows: readonly { key: string; type: string }[]): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const { key, type } of rows) types.set(key, [...(types.get(key) ?? []), type]);
  return types;
}

/** A projection that is behind its log, or beside it. */
export function projectedWrongly(logs: readonly (readonly StoredEntry[])[], { standings }: Pick<Evidence, 'standings'>): Found[] {
  const shown = new Map(standings.map((standing) => [standing._id, standing]));
  return logs.flatMap((log) => {
    const last = log.at(-1)!;
    const standing = shown.get(last.conversationId);
    const { mode, status } = walk(log).at;
    if (!standing) return [{ key: last.conversationId, what: 'is in no list: the log has no projection' }];
    if (standing.projectedSeq !== last.seq) return [{ key: last.conversationId, what: `is shown up to ${standing.projectedSeq} of ${last.seq}` }];
    if (standing.mode === mode && standing.status === status) return [];
    return [{ key: last.conversationId, what: `is shown as ${standing.mode} ${standing.status}, and the log says ${mode} ${status}` }];
  });
}
