/**
 * The audit of a tenant as a chain: `<tenantId>:<seq>` without gaps, each row sealed by a hash over itself and the row before
 * it. The head says how long the chain is, so that a cut end is found, too. Rows are added, never changed.
 */
import { createHash } from 'node:crypto';
import type { Connection } from '../connect.ts';
import type { AuditRow, ChainedRow } from '../../../workflows/domain/audit.ts';
import type { TenantId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { AuditStore, ChainVerdict } from '../../ports/stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

/** What the first row of every chain stands on. */
const GENESIS = 'genesis';
const PAGE = 500;
const HIDDEN = { _id: 0, rowKey: 0 } as const;

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

  const moveHead = async (tenantId: TenantId, { seq, hash }: ChainedRow): Promise<void> => {
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

  return {
    async append({ tenantId }, row) {
      const rowKey = `${tenantId}:${row.key}`;
      const known = await byKey(rowKey);
      if (known) return known;
      for (;;) {
        const { seq, hash: prev } = await endOf(tenantId);
        const open = { ...row, tenantId, seq: seq + 1, prev };
        const sealed: ChainedRow = { ...open, hash: sealOf(open) };
        try {
          await rows.create([{ ...sealed, _id: place(tenantId, sealed.seq), rowKey }]);
          await moveHead(tenantId, sealed);
          return sealed;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          const earlier = await byKey(rowKey);
          if (earlier) return earlier;
        }
      }
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
