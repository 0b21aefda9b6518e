/** Events of conversations and the audit. Both rows go under ids made of the event's key, so a repeat collides with its first. */
import type { Connection } from '../connect.ts';
import type { AuditRow } from '../../../workflows/domain/audit.ts';
import { auditOf, type ConversationEvent } from '../../../workflows/domain/events.ts';
import type { ConversationId, TenantScope } from '../../../workflows/domain/ids.ts';
import { derivedId } from '../../ids/mint.ts';
import type { AuditStore } from '../../ports/audit-store.ts';
import type { EventStore } from '../../ports/conversation-stores.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

export function eventStore(connection: Connection, chain: Pick<AuditStore, 'append'>): EventStore {
  const events = recordsOf(connection, 'events');
  const audit = recordsOf(connection, 'auditEvents');

  const insertOnce = async (insert: () => Promise<unknown>): Promise<boolean> => {
    try {
      await insert();
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  };

  return {
    async record({ tenantId }, event) {
      const ours = { ...event, tenantId };
      // The audit first: whoever finds the event may rely on both.
      await chain.append({ tenantId }, auditOf(ours));
      return insertOnce(() => events.create([{ ...ours, _id: derivedId('evt', tenantId, event.key) }]));
    },

    async has({ tenantId }, key) {
      const found = await events
        .findOne({ _id: derivedId('evt', tenantId, key) }, { _id: 1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean()
        .exec();
      return found !== null;
    },

    ofConversation: ({ tenantId }: TenantScope, conversationId: ConversationId) =>
      events.find({ tenantId, conversationId }, { _id: 0 }).sort({ at: 1 }).maxTimeMS(MAX_TIME_MS).lean<ConversationEvent[]>().exec(),

    auditOf: ({ tenantId }: TenantScope, subject: AuditRow['subject']) =>
      audit
        .find({ tenantId, subject }, { _id: 0, rowKey: 0, seq: 0, prev: 0, hash: 0 })
        .sort({ at: 1 })
        .maxTimeMS(MAX_TIME_MS)
        .lean<AuditRow[]>()
        .exec(),
  };
}
