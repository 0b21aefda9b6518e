/**
 * Judges a run by its evidence alone: ledger, dump of the log, frames. Imports nothing of the product and believes no counter
 * of it. `node infra/testing/chaos/checker.ts FOLDER` judges the evidence of an earlier run again.
 */
import { pathToFileURL } from 'node:url';
import { readEvidence, type Evidence, type LedgerLine, type StoredEntry } from './evidence.ts';

export type Violation = { key: string; what: string; ledger: LedgerLine[] };
export type Row = { id: string; invariant: string; checked: number; violated: number; first: Violation[] };
export type Verdict = {
  accepted: number;
  lost: number;
  duplicated: number;
  reordered: number;
  afterTakeover: number;
  unanswered: number;
  faults: number;
  /** Accepted messages and faults are as many as asked: an empty run proves nothing. */
  complete: boolean;
  ok: boolean;
  invariants: Row[];
};

export function check({ asked, ledger, entries, seen }: Evidence): Verdict {
  const rows: Row[] = [];
  const row = (id: string, invariant: string, checked: number, found: { key: string; what: string }[]): number => {
    const first = found.slice(0, 10).map((one) => ({ ...one, ledger: ledger.filter((line) => line.key === one.key) }));
    rows.push({ id, invariant, checked, violated: found.length, first });
    return found.length;
  };

  const sent = messagesOf(ledger);
  const accepted = [...sent.values()].filter((message) => message.acked);
  const stored = groupBy(
    entries.filter((entry) => entry.kind === 'message' && entry.author.type !== 'assistant'),
    keyOf,
  );
  const logs = [...groupBy(entries, (entry) => entry.conversationId).values()].map((log) => log.sort((a, b) => a.seq - b.seq));

  const visitors = accepted.filter((message) => message.op === 'send');
  const lost = row(
    'I1',
    'every acknowledged message is stored',
    accepted.length,
    accepted.filter(({ key }) => !stored.has(key)).map(({ key }) => ({ key, what: 'acknowledged and not in the log' })),
  );
  const duplicated = row('I1', 'no message is stored twice', sent.size, doubles(stored));
  row('I1', 'what is stored was sent, word for word', stored.size, foreign(stored, sent));
  row('I2', 'seq has no gaps and no doubles', logs.length, logs.flatMap(gaps));
  const reordered = row('I2', "each sender's order is kept", sent.size, outOfOrder(sent, stored));
  row('I3', 'one reply a turn, and one to a message', logs.length, logs.flatMap(doubledReplies));
  const afterTakeover = row('I6', 'no reply behind a takeover until it is handed back', logs.length, logs.flatMap(repliesBehindTakeover));
  row('I6', 'what a client was shown is the log, and all of it', seen.length, wronglyShown(entries, seen, sent));
  const unanswered = row('I8', 'every message of a visitor is answered, escalated or resolved', visitors.length, logs.flatMap(owed));

  const faults = ledger.filter((line) => line.op === 'kill' && line.phase === 'ok').length;
  const complete = visitors.length >= asked.messages && faults >= asked.faults;
  const ok = complete && rows.every(({ violated }) => violated === 0);
  return { accepted: visitors.length, lost, duplicated, reordered, afterTakeover, unanswered, faults, complete, ok, invariants: rows };
}

type Sent = { key: string; actor: string; op: LedgerLine['op']; text: string; n: number; acked: boolean };

/** What people wrote, by client message id; `n` is when it was first sent. */
function messagesOf(ledger: readonly LedgerLine[]): Map<string, Sent> {
  const sent = new Map<string, Sent>();
  for (const { op, key, actor, phase, n, detail } of ledger) {
    if (op !== 'send' && op !== 'reply') continue;
    if (!sent.has(key)) sent.set(key, { key, actor, op, text: String(detail.text ?? ''), n, acked: false });
    if (phase === 'ok') sent.get(key)!.acked = true;
  }
  return sent;
}

/** The client message id: what stands behind the conversation in an entry's key. */
const keyOf = (entry: StoredEntry): string => entry.key.slice(entry.key.indexOf(':') + 1);

function doubles(stored: Map<string, StoredEntry[]>): { key: string; what: string }[] {
  return [...stored].filter(([, found]) => found.length > 1).map(([key, found]) => ({ key, what: found.map(({ _id }) => _id).join(' and ') }));
}

function foreign(stored: Map<string, StoredEntry[]>, sent: Map<string, Sent>): { key: string; what: string }[] {
  return [...stored].flatMap(([key, [entry]]) => {
    const message = sent.get(key);
    if (!message) return [{ key, what: `${entry!._id} was never sent` }];
    return message.text === entry!.body.text ? [] : [{ key, what: `${entry!._id} has another text than was sent` }];
  });
}

function gaps(log: readonly StoredEntry[]): { key: string; what: string }[] {
  const wrong = log.findIndex((entry, i) => entry.seq !== i + 1 || entry._id !== `${entry.conversationId}:${entry.seq}`);
  return wrong < 0 ? [] : [{ key: log[wrong]!._id, what: `stands at place ${wrong + 1}` }];
}

function outOfOrder(sent: Map<string, Sent>, stored: Map<string, StoredEntry[]>): { key: string; what: string }[] {
  const placed = [...sent.values()].flatMap((message) => (stored.get(message.key) ?? []).map((entry) => ({ ...message, entry })));
  const found: { key: string; what: string }[] = [];
  for (const own of groupBy(placed, ({ actor, entry }) => `${actor} ${entry.conversationId}`).values()) {
    own.sort((a, b) => a.n - b.n);
    for (let i = 1; i < own.length; i++) {
      if (own[i]!.entry.seq < own[i - 1]!.entry.seq)
        found.push({ key: own[i]!.key, what: `stands before what was sent earlier (${own[i - 1]!.key})` });
    }
  }
  return found;
}

function doubledReplies(log: readonly StoredEntry[]): { key: string; what: string }[] {
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

function repliesBehindTakeover(log: readonly StoredEntry[]): { key: string; what: string }[] {
  let person: string | null = null;
  const found: { key: string; what: string }[] = [];
  for (const entry of log) {
    if (entry.kind === 'takenOver' || (entry.kind === 'message' && entry.author.type === 'agent')) person = entry._id;
    else if (entry.kind === 'returned' || entry.kind === 'reopened' || entry.kind === 'resolved' || entry.kind === 'ended') person = null;
    else if (person && entry.author.type === 'assistant') found.push({ key: entry._id, what: `the assistant speaks behind ${person}` });
  }
  return found;
}

/** A visitor's messages that nobody has answered, in a conversation that the assistant holds and that is not resolved. */
function owed(log: readonly StoredEntry[]): { key: string; what: string }[] {
  let answered = 0;
  let withAssistant = true;
  let resolved = false;
  for (const { kind, author, body, seq } of log) {
    if (isReply({ kind, author })) answered = Math.max(answered, body.answers ?? 0);
    else if (kind === 'message' && author.type === 'agent') [answered, withAssistant] = [seq, false];
    else if (kind === 'takenOver') withAssistant = false;
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

function wronglyShown(entries: readonly StoredEntry[], seen: Evidence['seen'], sent: Map<string, Sent>): { key: string; what: string }[] {
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  const found: { key: string; what: string }[] = [];
  for (const { client, id, seq, kind, author, text } of seen) {
    const entry = byId.get(id);
    if (!entry) found.push({ key: id, what: `${client} was shown it, and it is not in the log` });
    else if (entry.seq !== seq || entry.kind !== kind || entry.author.type !== author || entry.body.text !== text)
      found.push({ key: id, what: `${client} was shown something else than is in the log` });
  }
  // Whoever wrote in a conversation comes back at the end, and must then have seen all of it.
  const shown = groupBy(seen, ({ client }) => client);
  for (const entry of entries) {
    if (entry.seq !== 1) continue;
    const client = sent.get(keyOf(entry))?.actor;
    if (!client) continue;
    const ids = new Set((shown.get(client) ?? []).map(({ id }) => id));
    for (const missing of entries.filter((one) => one.conversationId === entry.conversationId && !ids.has(one._id)))
      found.push({ key: missing._id, what: `${client} never saw it` });
  }
  return found;
}

const isReply = ({ kind, author }: Pick<StoredEntry, 'kind' | 'author'>): boolean => kind === 'message' && author.type === 'assistant';

function groupBy<T>(all: Iterable<T>, key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const verdict = check(readEvidence(process.argv[2] ?? '.'));
  console.log(JSON.stringify(verdict, null, 2));
  process.exitCode = verdict.ok ? 0 : 1;
}
