/**
 * The audit of a tenant as a chain: `<tenantId>:<seq>` without gaps, each row sealed by a hash over itself and the row before
 * it. The head says how long the chain is, so that a cut end is found, too. Rows are added, never changed. What a process adds to one
 * chain at once goes in a line: a thousand who each looked for the end of it would be in each other's way.
 */
import { createHash } from 'node:crypto';
import type { Connection } from '../connect.ts';
import type { AuditRow, ChainedRow } from '../../../workflows/domain/audit.ts';
import type { TenantId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { AuditStore, ChainVerdict } from '../../ports/audit-store.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

/** What the first row of every chain stands on. */
const GENESIS = 'genesis';
const PAGE = 500;
/** Rows of a line that are added before the head moves. */
const AT_ONCE = 50;
const HIDDEN = { _id: 0, rowKey: 0 } as const;

type NewRow = Omit<AuditRow, 'tenantId'>;

export function auditStore(connection: Connection): AuditStore {
  const rows = recordsOf(connection, 'auditEvents');
  const heads = recordsOf(connection, 'auditHeads');
  const place = (tenantId: TenantId, seq: number): string => `${tenantId}:${seq}`;

  const some = async (tenantId: TenantId, from: number, to: number): Promise<ChainedRow[]> => {
    const ids = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => place(tenantId, from + i));
    const found = await rows
      .find({ _id: { $in: ids } }, HIDDEN)
      .maxTimeMS(MAX_TIME_MS)
      .lean<ChainedRow[]>()
      .exec();
    return found.sort((a, b) => a.seq - b.seq);
  };
  const byKey = (rowKey: string): Promise<ChainedRow | null> => rows.findOne({ rowKey }, HIDDEN).maxTimeMS(MAX_TIME_MS).lean<ChainedRow>().exec();
  const headOf = (tenantId: TenantId) => heads.findOne({ _id: tenantId }).maxTimeMS(MAX_TIME_MS).lean<{ seq: number; hash: string }>().exec();

  /** Where the chain ends: the head may be a row behind when a writer died between the two. */
  const endOf = async (tenantId: TenantId): Promise<{ seq: number; hash: string }> => {
    let end = (await headOf(tenantId)) ?? { seq: 0, hash: GENESIS };
    for (;;) {
      const [next] = await some(tenantId, end.seq + 1, end.seq + 1);
      if (!next) return end;
      end = next;
    }
  };

  const moveHead = async (tenantId: TenantId, { seq, hash }: Pick<ChainedRow, 'seq' | 'hash'>): Promise<void> => {
    try {
      await heads.updateOne({ _id: tenantId, seq: { $lt: seq } }, { $set: { seq, hash } }, { upsert: true }).exec();
    } catch (error) {
      if (!isDuplicate(error)) throw error; // a later row has moved it further
    }
  };

  async function* all({ tenantId }: TenantScope): AsyncIterable<ChainedRow> {
    for (let from = 1; ; from += PAGE) {
      const page = await some(tenantId, from, from + PAGE - 1);
      yield* page;
      if (page.length < PAGE) return;
    }
  }

  /**
   * Adds rows one behind the other.
   *
   * @returns what stands for each, since another process may have added the same key before; an error for one that cannot be stored
   * @throws when the store fails, and not one row
   */
  const addAll = async (tenantId: TenantId, wanted: readonly NewRow[]): Promise<(ChainedRow | Error)[]> => {
    const added: (ChainedRow | Error)[] = [];
    let end = await endOf(tenantId);
    for (const row of wanted) {
      const rowKey = `${tenantId}:${row.key}`;
      for (;;) {
        const open = { ...row, tenantId, seq: end.seq + 1, prev: end.hash };
        const sealed: ChainedRow = { ...open, hash: sealOf(open) };
        try {
          await rows.create([{ ...sealed, _id: place(tenantId, sealed.seq), rowKey }]);
          end = sealed;
          added.push(sealed);
          break;
        } catch (error) {
          if (!isDuplicate(error) && (error as Error).name.startsWith('Mongo')) throw error;
          const earlier = isDuplicate(error) ? await byKey(rowKey) : (error as Error);
          if (earlier) {
            added.push(earlier);
            break;
          }
          end = await endOf(tenantId); // another process was first
        }
      }
    }
    await moveHead(tenantId, end);
    return added;
  };

  /** Who waits for a row, by chain; a chain that is in here is being written. */
  const lines = new Map<TenantId, { row: NewRow; done: (row: ChainedRow) => void; failed: (error: unknown) => void }[]>();
  const write = async (tenantId: TenantId): Promise<void> => {
    for (;;) {
      const batch = lines.get(tenantId)?.splice(0, AT_ONCE) ?? [];
      if (batch.length === 0) return void lines.delete(tenantId);
      try {
        const added = await addAll(
          tenantId,
          batch.map(({ row }) => row),
        );
        for (const [i, { done, failed }] of batch.entries()) {
          const row = added[i];
          if (row instanceof Error) failed(row);
          else done(row!);
        }
      } catch (error) {
        // Of those that were added all the same, the next try finds the row.
        for (const { failed } of batch) failed(error);
      }
    }
  };

  return {
    async append({ tenantId }, row) {
      const known = await byKey(`${tenantId}:${row.key}`);
      if (known) return known;
      return new Promise((done, failed) => {
        const line = lines.get(tenantId);
        if (line) return void line.push({ row, done, failed });
        lines.set(tenantId, [{ row, done, failed }]);
        void write(tenantId);
      });
    },

    async page({ tenantId }, { before, limit }) {
      const to = before === undefined ? (await endOf(tenantId)).seq : before - 1;
      return (await some(tenantId, Math.max(1, to - limit + 1), to)).reverse();
    },

    all,

    async verify(scope): Promise<ChainVerdict> {
      const head = await headOf(scope.tenantId);
      let end = { seq: 0, hash: GENESIS };
      for await (const row of all(scope)) {
        if (row.seq !== end.seq + 1) return { rows: end.seq, broken: { seq: end.seq + 1, why: 'missing' } };
        if (row.prev !== end.hash) return { rows: end.seq, broken: { seq: row.seq, why: 'unchained' } };
        if (row.hash !== sealOf(row)) return { rows: end.seq, broken: { seq: row.seq, why: 'changed' } };
        if (row.seq === head?.seq && row.hash !== head.hash) return { rows: end.seq, broken: { seq: row.seq, why: 'changed' } };
        end = row;
      }
      if (head && head.seq > end.seq) return { rows: end.seq, broken: { seq: end.seq + 1, why: 'missing' } };
      return { rows: end.seq, broken: null };
    },
  };
}

/** Every field in a fixed order; a field that is added later begins a new form of row. */
const sealOf = ({ tenantId, seq, key, at, actor, action, subject, detail, prev }: AuditRow & { seq: number; prev: string }): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, seq, key, at.toISOString(), actor.type, actor.id, action, subject, detail, prev]))
    .digest('base64url');
