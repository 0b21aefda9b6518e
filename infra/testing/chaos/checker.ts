/**
 * Judges a run by its evidence alone: ledger, dump of the log, frames. Imports nothing of the product and believes no counter
 * of it. `node infra/testing/chaos/checker.ts FOLDER` judges the evidence of an earlier run again.
 */
import { pathToFileURL } from 'node:url';
import { doubledErrands, unsettledErrands } from './errand-checks.ts';
import { readEvidence, type Evidence, type LedgerLine, type StoredEntry } from './evidence.ts';
import {
  besideTheQuestion,
  doubledNotices,
  emptyReplies,
  leftOpen,
  closedEarly,
  gaps,
  doubledReplies,
  repliesBehindTakeover,
  owed,
  groupBy,
  isReply,
  keyOf,
} from './log-checks.ts';
import { illegalMoves, projectedWrongly, unrecorded } from './move-checks.ts';

export type Found = { key: string; what: string };
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

export function check({ asked, ledger, entries, seen, turns, inserts, ...recorded }: Evidence): Verdict {
  const rows: Row[] = [];
  const row = (id: string, invariant: string, checked: number, found: Found[]): number => {
    const first = found.slice(0, 10).map((one) => ({ ...one, ledger: ledger.filter((line) => line.key === one.key) }));
    rows.push({ id, invariant, checked, violated: found.length, first });
    return found.length;
  };

  const sent = messagesOf(ledger);
  const accepted = [...sent.values()].filter((message) => message.acked);
  const stored = groupBy(
    entries.filter(({ kind, author }) => kind === 'message' && (author.type === 'visitor' || author.type === 'agent')),
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
  row('I1', 'no sound message is refused', sent.size, refused(ledger));
  const duplicated = row('I1', 'no message is stored twice', sent.size, doubles(stored, sent));
  row('I1', 'what is stored was sent, word for word', stored.size, foreign(stored, sent));
  row('I1', 'every insert into the log asked for majority and journal', inserts.length, inserts.flatMap(carelessInsert));
  row('I2', 'seq has no gaps and no doubles', logs.length, logs.flatMap(gaps));
  const reordered = row('I2', "each sender's order is kept", sent.size, outOfOrder(sent, stored));
  row('I3', 'one reply a turn, and one to a message', logs.length, logs.flatMap(doubledReplies));
  row('I3', 'a reply speaks of the newest message that it answers', logs.length, logs.flatMap(besideTheQuestion));
  row('I3', 'turn records and replies in the log tell the same', turns.length, disagreeing(entries, turns));
  const commands = commandsOf(ledger);
  row('I4', 'a repeated command gets the same verdict', commands.size, [...commands].flatMap(changedVerdicts));
  row('I4', 'status moves along legal edges', logs.length, logs.flatMap(illegalMoves));
  row('I4', 'every move has one event and one audit row', recorded.events.length, unrecorded(logs, recorded));
  row('I4', 'lists show what the log says', recorded.standings.length, projectedWrongly(logs, recorded));
  row('I5', 'an errand is run once for each call', recorded.errands.length, doubledErrands(recorded));
  row('I5', 'how an errand ended is known, or listed for people', recorded.effects.length, unsettledErrands(recorded));
  const afterTakeover = row('I6', 'no reply behind a takeover or a pause until it is handed back', logs.length, logs.flatMap(repliesBehindTakeover));
  row('I6', 'what a client was shown is the log, and all of it', seen.length, wronglyShown(entries, seen, sent));
  row('I7', 'nobody sees what is not theirs', seen.length, strangersView(entries, seen, sent));
  row('I8', 'no message of the assistant is empty', logs.length, logs.flatMap(emptyReplies));
  if (asked.closesMs) row('I8', 'a quiet conversation is closed in time', logs.length, logs.flatMap(leftOpen));
  if (asked.outlives) row('I8', 'no conversation is closed before its time', logs.length, logs.flatMap(closedEarly));
  row('I3', 'a visitor is told once to wait, not twice', logs.length, logs.flatMap(doubledNotices));
  const unanswered = row('I8', 'every message of a visitor is answered, escalated or resolved', visitors.length, logs.flatMap(owed));

  const faults = ledger.filter((line) => line.op === 'fault' && line.phase === 'ok').length;
  const complete = visitors.length >= asked.messages && faults >= asked.faults;
  const ok = complete && rows.every(({ violated }) => violated === 0);
  return { accepted: visitors.length, lost, duplicated, reordered, afterTakeover, unanswered, faults, complete, ok, invariants: rows };
}

/** Nothing is owed any more, and nothing is on its way: what was moved is recorded and shown. Of turns nothing is asked here. */
export const isAtRest = ({ invariants }: Verdict): boolean => invariants.every(({ id, violated }) => (id !== 'I4' && id !== 'I8') || violated === 0);

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

/** By its id, and by its words where nobody else said the same: a product that loses its keys could store them under another one. */
function doubles(stored: Map<string, StoredEntry[]>, sent: Map<string, Sent>): Found[] {
  const again = [...stored].filter(([, found]) => found.length > 1).map(([key, found]) => ({ key, what: found.map(({ _id }) => _id).join(' and ') }));
  const unlike = [...groupBy(sent.values(), ({ text }) => text).values()].filter((same) => same.length === 1);
  const byText = new Map(unlike.map(([message]) => [message!.text, message!.key]));
  const renamed = [...stored].flatMap(([key, [entry]]) => {
    const first = byText.get(entry!.body.text);
    return first && first !== key && stored.has(first) ? [{ key: first, what: `stands in the log again as ${entry!._id}` }] : [];
  });
  return [...again, ...renamed];
}

/** Everything that is sent in a run is allowed; waiting (429) and weather (5xx) are no refusals. */
const refused = (ledger: readonly LedgerLine[]): Found[] =>
  ledger
    .filter(({ op, phase, detail }) => op === 'send' && phase === 'fail' && detail.status !== 429)
    .map(({ key, detail }) => ({ key, what: `was refused: ${String(detail.code)}` }));

const carelessInsert = ({ link, w, j }: Evidence['inserts'][number], n: number): Found[] =>
  w === 'majority' && j === true ? [] : [{ key: `insert ${n} of ${link}`, what: `w: ${String(w)}, j: ${String(j)}` }];

/** A turn that says "replied" has one reply, and a turn that was superseded or escalated has none. */
function disagreeing(entries: readonly StoredEntry[], turns: Evidence['turns']): Found[] {
  const replied = new Set(entries.filter(isReply).map(({ body }) => body.turnId));
  return turns.flatMap(({ _id, outcome }) => {
    if (outcome === 'replied' && !replied.has(_id)) return [{ key: _id, what: 'says that it replied, and no reply is in the log' }];
    if ((outcome === 'superseded' || outcome === 'escalated') && replied.has(_id))
      return [{ key: _id, what: `is ${outcome}, and its reply is in the log` }];
    return [];
  });
}

/** Commands of agents by their idempotency key: the known outcomes, in order. */
function commandsOf(ledger: readonly LedgerLine[]): Map<string, LedgerLine[]> {
  const known = ledger.filter(
    ({ op, phase }) => ['take-over', 'return', 'resolve', 'reopen', 'pause', 'resume'].includes(op) && (phase === 'ok' || phase === 'fail'),
  );
  return groupBy(known, ({ key }) => key);
}

function changedVerdicts([key, outcomes]: [string, LedgerLine[]]): Found[] {
  const from = outcomes.findIndex(({ phase }) => phase === 'ok');
  const refused = outcomes.slice(from + 1).some(({ phase, detail }) => from >= 0 && phase === 'fail' && detail.status === 409);
  return refused ? [{ key, what: 'was obeyed, and refused when it was repeated' }] : [];
}

/** Entries of a conversation whose first message somebody else wrote; agents see those of their own tenant. */
function strangersView(entries: readonly StoredEntry[], seen: Evidence['seen'], sent: Map<string, Sent>): Found[] {
  const owners = new Map(entries.filter(({ seq }) => seq === 1).map((first) => [first.conversationId, sent.get(keyOf(first))?.actor]));
  return seen.flatMap(({ client, conversationId, id }) => {
    const owner = owners.get(conversationId);
    return owner && owner !== client.split('/')[0] ? [{ key: id, what: `${client} was shown it, and it is ${owner}'s` }] : [];
  });
}

function foreign(stored: Map<string, StoredEntry[]>, sent: Map<string, Sent>): Found[] {
  return [...stored].flatMap(([key, [entry]]) => {
    const message = sent.get(key);
    if (!message) return [{ key, what: `${entry!._id} was never sent` }];
    return message.text === entry!.body.text ? [] : [{ key, what: `${entry!._id} has another text than was sent` }];
  });
}

function outOfOrder(sent: Map<string, Sent>, stored: Map<string, StoredEntry[]>): Found[] {
  const placed = [...sent.values()].flatMap((message) => (stored.get(message.key) ?? []).map((entry) => ({ ...message, entry })));
  const found: Found[] = [];
  for (const own of groupBy(placed, ({ actor, entry }) => `${actor} ${entry.conversationId}`).values()) {
    own.sort((a, b) => a.n - b.n);
    for (let i = 1; i < own.length; i++) {
      if (own[i]!.entry.seq < own[i - 1]!.entry.seq)
        found.push({ key: own[i]!.key, what: `stands before what was sent earlier (${own[i - 1]!.key})` });
    }
  }
  return found;
}

function wronglyShown(entries: readonly StoredEntry[], seen: Evidence['seen'], sent: Map<string, Sent>): Found[] {
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  const found: Found[] = [];
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const verdict = check(readEvidence(process.argv[2] ?? '.'));
  console.log(JSON.stringify(verdict, null, 2));
  process.exitCode = verdict.ok ? 0 : 1;
}
