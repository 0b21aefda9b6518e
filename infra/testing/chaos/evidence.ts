/** What a run leaves behind for the checker: the ledger, a dump of the log, and every entry that a client was shown. */
import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** `ok` and `fail` are known outcomes; `info` is the end of a request of which nobody knows what became. */
export type Phase = 'invoke' | 'ok' | 'fail' | 'info';
export type LedgerLine = {
  n: number;
  /** ms of the epoch */
  at: number;
  actor: string;
  op:
    | 'session'
    | 'send'
    | 'take-over'
    | 'reply'
    | 'return'
    | 'resolve'
    | 'reopen'
    | 'pause'
    | 'resume'
    | 'list'
    | 'peek'
    | 'fault'
    | 'recovery'
    | 'own-end';
  /** Client message id or idempotency key: the same on every repeat. */
  key: string;
  phase: Phase;
  detail: Record<string, unknown>;
};

/** An entry as it lies in the database, read by the plain driver. */
export type StoredEntry = {
  _id: string;
  conversationId: string;
  seq: number;
  key: string;
  kind: string;
  author: { type: string; id?: string };
  body: { text: string; turnId?: string; answers?: number };
  at?: string | Date;
};

/** An entry as a client was shown it. */
export type SeenEntry = { client: string; conversationId: string; id: string; seq: number; kind: string; author: string; text: string };

/** The record of a turn as it lies in the database. */
export type StoredTurn = { _id: string; conversationId: string; outcome: string };
/** An insert into the log as it passed the proxy. */
export type SeenInsert = { link: string; w: unknown; j: unknown };

/** What was recorded of a move, or of what is not in the log; the type of an audit row is its action. */
export type StoredEvent = { key: string; type: string; seq: number | null };
export type StoredAudit = { key: string; type: string };
/** A tool call with side effects, as the product has noted it; `_id` is its key. */
export type StoredEffect = { _id: string; state: string };
/** What a provider outside did, under which key; `ref` names the model's call. */
export type StoredErrand = { tool: 'book_pickup' | 'send_text'; key: string; ref: string; at: number };
/** What lists show of a conversation. */
export type StoredStanding = { _id: string; projectedSeq: number; mode: string; status: string };

/**
 * What the run wanted; `closesMs`: conversations that were quiet for so long must have been closed; `outlives`: no conversation may
 * have been closed for silence, since the tenant's hours are longer than the run.
 */
export type Asked = { messages: number; faults: number; closesMs?: number; outlives?: boolean };

export type Evidence = {
  asked: Asked;
  ledger: LedgerLine[];
  entries: StoredEntry[];
  seen: SeenEntry[];
  turns: StoredTurn[];
  inserts: SeenInsert[];
  events: StoredEvent[];
  audits: StoredAudit[];
  standings: StoredStanding[];
  effects: StoredEffect[];
  errands: StoredErrand[];
};

export type Ledger = { note(line: Omit<LedgerLine, 'n' | 'at'>): void; close(): void };

/** Append-only; a line is with the system before `note` returns, so before the request that it announces goes out. */
export function openLedger(folder: string): Ledger {
  const file = openSync(join(folder, 'ledger.jsonl'), 'a');
  let n = 0;
  let closed = false;
  return {
    note(line) {
      // Of a play that was broken off, some people may still be on their way.
      if (!closed) writeSync(file, `${JSON.stringify({ n: n++, at: Date.now(), ...line })}\n`);
    },
    close() {
      closed = true;
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** Beside the ledger, which is written while the run goes on. */
const DUMPS = ['entries', 'seen', 'turns', 'inserts', 'events', 'audits', 'standings', 'effects', 'errands'] as const;

export function writeEvidence(folder: string, evidence: Omit<Evidence, 'ledger'>): void {
  writeFileSync(join(folder, 'asked.json'), JSON.stringify(evidence.asked));
  for (const name of DUMPS) writeFileSync(join(folder, `${name}.jsonl`), evidence[name].map((record) => `${JSON.stringify(record)}\n`).join(''));
}

export function readEvidence(folder: string): Evidence {
  const read = <T>(name: (typeof DUMPS)[number] | 'ledger'): T[] =>
    readFileSync(join(folder, `${name}.jsonl`), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  return {
    asked: JSON.parse(readFileSync(join(folder, 'asked.json'), 'utf8')) as Asked,
    ledger: read('ledger'),
    entries: read('entries'),
    seen: read('seen'),
    turns: read('turns'),
    inserts: read('inserts'),
    events: read('events'),
    audits: read('audits'),
    standings: read('standings'),
    effects: read('effects'),
    errands: read('errands'),
  };
}
