/** What the checker asks of the log of one conversation: its places, its replies, and whether anybody is still waiting. */
import type { Found } from './checker.ts';
import type { StoredEntry } from './evidence.ts';

/** The mark that a visitor's message carries, `(12.3)`, and that the scripted model repeats: `About 12.3: …`. */
const marksOf = (text: string): string[] => [...text.matchAll(/\((\d+\.\d+)\)/g)].map(([, mark]) => mark!);
const marksSaid = (text: string): string[] => (/^About ([\d., ]+):/.exec(text)?.[1] ?? '').split(', ').filter(Boolean);

export function besideTheQuestion(log: readonly StoredEntry[]): Found[] {
  return log.filter(isReply).flatMap(({ _id, body }) => {
    const asked = log.find((entry) => entry.seq === body.answers);
    const own = new Set(log.filter((entry) => entry.author.type === 'visitor').flatMap((entry) => marksOf(entry.body.text)));
    const said = marksSaid(body.text);
    if (said.length === 0 || !asked || marksOf(asked.body.text).length === 0) return [];
    if (said.some((mark) => !own.has(mark))) return [{ key: _id, what: `speaks of ${said.join(', ')}, which was asked elsewhere` }];
    return marksOf(asked.body.text).every((mark) => said.includes(mark)) ? [] : [{ key: _id, what: `answers ${asked._id} and does not speak of it` }];
  });
}

/** Between two notices somebody must have answered or moved. */
export function doubledNotices(log: readonly StoredEntry[]): Found[] {
  let told: string | null = null;
  return log.flatMap(({ _id, kind, author }) => {
    if (kind === 'message' && author.type === 'visitor') return [];
    const notice = kind === 'message' && author.type === 'system';
    const before = told;
    told = notice ? _id : null;
    return notice && before ? [{ key: _id, what: `tells to wait again, behind ${before}` }] : [];
  });
}

export const emptyReplies = (log: readonly StoredEntry[]): Found[] =>
  log.filter((entry) => isReply(entry) && !entry.body.text.trim()).map(({ _id }) => ({ key: _id, what: 'says nothing' }));

/** The run waited long enough for every conversation to have been closed, except those that wait for people. */
export const leftOpen = (log: readonly StoredEntry[]): Found[] => {
  const last = log.at(-1)!;
  return last.kind === 'ended' || waitsForUs(log) ? [] : [{ key: last._id, what: 'is the last entry, and nobody has closed the conversation' }];
};

/** The last word is a visitor's or a handover: the clock closes nothing on somebody who waits. */
function waitsForUs(log: readonly StoredEntry[]): boolean {
  const last = log.findLast(({ kind, author }) =>
    kind === 'message' ? author.type !== 'system' : ['escalated', 'resolved', 'ended'].includes(kind),
  );
  return last?.kind === 'escalated' || (last?.kind === 'message' && last.author.type === 'visitor');
}

/** Agents may resolve; the clock may not yet. */
export const closedEarly = (log: readonly StoredEntry[]): Found[] =>
  log
    .filter(({ kind, author }) => (kind === 'ended' || kind === 'resolved') && author.type === 'system')
    .map(({ _id, kind }) => ({ key: _id, what: `${kind} for silence, before its time` }));

export function gaps(log: readonly StoredEntry[]): Found[] {
  const wrong = log.findIndex((entry, i) => entry.seq !== i + 1 || entry._id !== `${entry.conversationId}:${entry.seq}`);
  return wrong < 0 ? [] : [{ key: log[wrong]!._id, what: `stands at place ${wrong + 1}` }];
}

export function doubledReplies(log: readonly StoredEntry[]): Found[] {
  const replies = log.filter(isReply);
  const byTurn = groupBy(replies, ({ body }) => body.turnId ?? '');
  const byAnswered = groupBy(replies, ({ body }) => String(body.answers));
  const twice = [...byTurn.values(), ...byAnswered.values()].filter((same) => same.length > 1);
  const unknown = replies.filter(({ body, seq }) => !body.turnId || !body.answers || body.answers >= seq);
  return [
    ...[...new Set(twice.map((same) => same[1]!._id))].map((key) => ({ key, what: 'a second reply of the same turn or to the same message' })),
    ...unknown.map(({ _id }) => ({ key: _id, what: 'a reply that does not say what it answers' })),
  ];
}

export function repliesBehindTakeover(log: readonly StoredEntry[]): Found[] {
  let person: string | null = null;
  const found: Found[] = [];
  for (const entry of log) {
    if (entry.kind === 'takenOver' || entry.kind === 'paused' || (entry.kind === 'message' && entry.author.type === 'agent')) person = entry._id;
    else if (
      entry.kind === 'returned' ||
      entry.kind === 'resumed' ||
      entry.kind === 'reopened' ||
      entry.kind === 'resolved' ||
      entry.kind === 'ended'
    )
      person = null;
    else if (person && entry.author.type === 'assistant') found.push({ key: entry._id, what: `the assistant speaks behind ${person}` });
  }
  return found;
}

/** A visitor's messages that nobody has answered, in a conversation that the assistant holds and that is not resolved. */
export function owed(log: readonly StoredEntry[]): Found[] {
  let answered = 0;
  let withAssistant = true;
  let resolved = false;
  for (const { kind, author, body, seq } of log) {
    if (isReply({ kind, author })) answered = Math.max(answered, body.answers ?? 0);
    else if (kind === 'message' && author.type === 'agent') [answered, withAssistant] = [seq, false];
    else if (kind === 'takenOver' || kind === 'paused') withAssistant = false;
    else if (kind === 'resumed') withAssistant = true;
    else if (kind === 'escalated') [answered, withAssistant] = [seq, false];
    else if (kind === 'returned' || kind === 'reopened') [withAssistant, resolved] = [true, false];
    else if (kind === 'resolved' || kind === 'ended') [answered, withAssistant, resolved] = [seq, true, true];
  }
  // A message behind the resolution must have reopened the conversation: in a resolved one nothing may be owed either.
  if (!withAssistant) return [];
  return log
    .filter(({ kind, author, seq }) => kind === 'message' && author.type === 'visitor' && seq > answered)
    .map((entry) => ({ key: keyOf(entry), what: `${entry._id} has no answer${resolved ? ' behind the resolution' : ''}` }));
}

/** The client message id: what stands behind the conversation in an entry's key. */
export const keyOf = (entry: StoredEntry): string => entry.key.slice(entry.key.indexOf(':') + 1);

export const isReply = ({ kind, author }: Pick<StoredEntry, 'kind' | 'author'>): boolean => kind === 'message' && author.type === 'assistant';

export function groupBy<T>(all: Iterable<T>, key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}
