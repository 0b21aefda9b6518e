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
  op: 'session' | 'send' | 'take-over' | 'reply' | 'return' | 'kill' | 'start';
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
};

/** An entry as a client was shown it. */
export type SeenEntry = { client: string; conversationId: string; id: string; seq: number; kind: string; author: string; text: string };

export type Evidence = { asked: { messages: number; faults: number }; ledger: LedgerLine[]; entries: StoredEntry[]; seen: SeenEntry[] };

export type Ledger = { note(line: Omit<LedgerLine, 'n' | 'at'>): void; close(): void };

/** Append-only; a line is with the system before `note` returns, so before the request that it announces goes out. */
export function openLedger(folder: string): Ledger {
  const file = openSync(join(folder, 'ledger.jsonl'), 'a');
  let n = 0;
  return {
    note: (line) => void writeSync(file, `${JSON.stringify({ n: n++, at: Date.now(), ...line })}\n`),
    close() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

export function writeEvidence(folder: string, { asked, entries, seen }: Omit<Evidence, 'ledger'>): void {
  writeFileSync(join(folder, 'asked.json'), JSON.stringify(asked));
  writeFileSync(join(folder, 'entries.jsonl'), lines(entries));
  writeFileSync(join(folder, 'seen.jsonl'), lines(seen));
}

export function readEvidence(folder: string): Evidence {
  const read = <T>(name: string): T[] =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  return {
    asked: JSON.parse(readFileSync(join(folder, 'asked.json'), 'utf8')) as Evidence['asked'],
    ledger: read('ledger.jsonl'),
    entries: read('entries.jsonl'),
    seen: read('seen.jsonl'),
  };
}

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
