/**
 * Stores with memory that keep the same rules as those over MongoDB: activities run on them unchanged. The log runs under the
 * same contract suite as the real one (infra/testing/contracts/entry-log.test.ts).
 */
import { setImmediate } from 'node:timers/promises';
import { withoutDocuments } from '../domain/forgotten-documents.ts';
import type { Reach } from '../../infra/ports/reach.ts';
import type { Stores } from '../../infra/ports/stores.ts';
import { fold, NEW_STANDING, type Conversation, type Standing } from '../domain/conversation.ts';
import type { Entry, NewEntry } from '../domain/entry.ts';
import { EVERYWHERE, type AssistantSwitch, type Operation } from '../domain/assistant.ts';
import type { ChainedRow } from '../domain/audit.ts';
import { auditOf, eventOf, type ConversationEvent } from '../domain/events.ts';
import { entryId, type ConversationId, type TenantId, type TenantScope } from '../domain/ids.ts';
import { memoryLedgers } from './memory-ledgers.ts';
import type { Settings } from '../domain/settings.ts';
import type { Turn } from '../domain/turn.ts';

export type MemoryLogOptions = {
  now?: () => Date;
  /** Runs when something was written and the writer does not know it yet: waits, or throws an answer that gets lost. */
  beforeAnswer?: (entry: Entry) => Promise<void>;
  /** The planted bug of the checker's own test: a compare-and-append that does not compare. */
  plantAppend?: boolean;
};

export type MemoryStores = Pick<
  Stores,
  'entries' | 'conversations' | 'events' | 'assistant' | 'turns' | 'usage' | 'effects' | 'settings' | 'tenants' | 'users' | 'revisions'
> & {
  audit: Pick<Stores['audit'], 'append'>;
  /** The whole log of a conversation as it is now. */
  log(conversationId: ConversationId): Entry[];
};

export function memoryStores({ now = () => new Date(), beforeAnswer = async () => {}, plantAppend = false }: MemoryLogOptions = {}): MemoryStores {
  const logs = new Map<ConversationId, Entry[]>();
  const views = new Map<ConversationId, Conversation>();
  const events = new Map<string, ConversationEvent>();
  const turns = new Map<string, Turn>();
  const logOf = (conversationId: ConversationId): Entry[] => logs.get(conversationId) ?? logs.set(conversationId, []).get(conversationId)!;

  const insert = async (tenantId: Entry['tenantId'], { key, ...entry }: NewEntry, seq: number): Promise<Entry> => {
    const record: Entry = {
      ...entry,
      _id: entryId(entry.conversationId, seq),
      tenantId,
      seq,
      key: `${entry.conversationId}:${key}`,
      at: now(),
    };
    logOf(entry.conversationId).push(record);
    await beforeAnswer(record);
    return record;
  };
  const byKey = (conversationId: ConversationId, key: string): Entry | undefined =>
    logOf(conversationId).find((entry) => entry.key === `${conversationId}:${key}`);

  const ofTenant = (entry: Entry | undefined, tenantId: Entry['tenantId']): Entry | null => (entry?.tenantId === tenantId ? entry : null);

  const entries: Stores['entries'] = {
    async append({ tenantId }, entry) {
      await setImmediate();
      const stored = byKey(entry.conversationId, entry.key);
      if (stored) return { type: 'appended', entry: stored, fresh: false };
      return { type: 'appended', entry: await insert(tenantId, entry, logOf(entry.conversationId).length + 1), fresh: true };
    },
    async appendAfter(scope, entry, seq) {
      await setImmediate();
      if (plantAppend) return entries.append(scope, entry);
      const stored = byKey(entry.conversationId, entry.key);
      if (stored) return { type: 'appended', entry: stored, fresh: false };
      const by = logOf(entry.conversationId).slice(seq);
      if (by.length > 0) return { type: 'superseded', by };
      return { type: 'appended', entry: await insert(scope.tenantId, entry, seq + 1), fresh: true };
    },
    async after({ tenantId }, conversationId, after, limit) {
      await setImmediate();
      return logOf(conversationId)
        .slice(after, after + limit)
        .filter((entry) => entry.tenantId === tenantId);
    },
    get: async ({ tenantId }, id) =>
      logOf(id.slice(0, id.lastIndexOf(':')) as ConversationId).find((entry) => entry._id === id && entry.tenantId === tenantId) ?? null,
    byKey: async ({ tenantId }, conversationId, key) => ofTenant(byKey(conversationId, key), tenantId),
    async markRung(_scope, ids) {
      for (const log of logs.values()) for (const entry of log) if (ids.includes(entry._id)) entry.dispatch = 'rung';
    },
    pending: async (_scope, before, limit) =>
      [...logs.values()]
        .flat()
        .filter((entry) => entry.dispatch === 'pending' && entry.at < before)
        .slice(0, limit),
    async *conversations() {
      for (const [conversationId, [first]] of logs) yield { tenantId: first!.tenantId, conversationId };
    },
  };

  const record = (event: ConversationEvent): boolean => !events.has(event.key) && !!events.set(event.key, event);
  const happened = ({ tenantId }: TenantScope, conversationId: ConversationId): ConversationEvent[] =>
    [...events.values()].filter((event) => event.tenantId === tenantId && event.conversationId === conversationId);

  const projected = (conversationId: ConversationId): Conversation | null => {
    let view = views.get(conversationId) ?? null;
    for (const entry of logOf(conversationId).slice(view?.projectedSeq ?? 0)) {
      const before: Standing = view ?? NEW_STANDING;
      view = fold(view, entry);
      const event = eventOf(before, view, entry);
      if (event) record(event);
    }
    if (view) views.set(conversationId, view);
    return view;
  };

  const snoozes = new Map<ConversationId, { snoozedUntil: Date | null; snoozeN: number }>();
  const snoozeOf = (id: ConversationId) => snoozes.get(id) ?? { snoozedUntil: null, snoozeN: 0 };

  const tenantRows = new Map<string, ChainedRow>();
  const switches = new Map<string, AssistantSwitch>();
  const operations = new Map<string, Operation>();
  const targetOf = (reach: Reach) => ('everyTenant' in reach ? EVERYWHERE : reach.tenantId);
  const inMode = (tenantId: TenantId, mode: Conversation['mode']): ConversationId[] =>
    [...views.values()]
      .filter((view) => view.tenantId === tenantId && view.mode === mode && view.status === 'unresolved')
      .map(({ _id }) => _id)
      .sort();

  const saved = new Map<TenantId, Settings[]>();
  const settings = { ...PLAIN_SETTINGS, version: 1, createdAt: new Date(0) };
  return {
    log: (conversationId) => [...logOf(conversationId)],
    entries,
    conversations: {
      get: async (_scope, id) => views.get(id) ?? null,
      withRead: async (_scope, id) => (views.has(id) ? { ...views.get(id)!, agentsReadSeq: 0, ...snoozeOf(id) } : null),
      async snooze(_scope, id, { until, n }) {
        if (n > snoozeOf(id).snoozeN) snoozes.set(id, { snoozedUntil: until, snoozeN: n });
        return snoozeOf(id);
      },
      async project(_scope, id) {
        await setImmediate();
        return projected(id);
      },
      async rebuild(_scope, id) {
        views.delete(id);
        return projected(id);
      },
      list: async () => ({ data: [], nextCursor: null }),
      ofVisitor: async (_scope, visitorId) => [...views.values()].filter((view) => view.visitorId === visitorId),
      markRead: async () => {},
      inMode: async ({ tenantId }, mode, after, limit) =>
        inMode(tenantId, mode)
          .filter((id) => !after || id > after)
          .slice(0, limit),
      countInMode: async ({ tenantId }, mode) => inMode(tenantId, mode).length,
      awaiting: async (_scope, before) =>
        [...views.values()]
          .filter((view) => view.awaitingSince && view.awaitingSince < before)
          .map(({ tenantId, _id, visitorSeqs }) => ({ tenantId, conversationId: _id, seq: visitorSeqs.at(-1)! })),
    },
    events: {
      record: async (_scope, event) => record(event),
      has: async (_scope, key) => events.has(key),
      ofConversation: async (scope, id) => happened(scope, id),
      auditOf: async (scope, subject) => [
        ...happened(scope, subject as ConversationId).map(auditOf),
        ...[...tenantRows.values()].filter((row) => row.tenantId === scope.tenantId && row.subject === subject),
      ],
    },
    audit: {
      async append({ tenantId }, row) {
        const key = `${tenantId}:${row.key}`;
        const stored = tenantRows.get(key) ?? { ...row, tenantId, seq: tenantRows.size + 1, prev: '', hash: '' };
        tenantRows.set(key, stored);
        return stored;
      },
    },
    assistant: {
      switches: async ({ tenantId }) => [tenantId, EVERYWHERE].flatMap((target) => switches.get(target) ?? []).sort((a, b) => +b.at - +a.at),
      everywhere: async () => switches.get(EVERYWHERE) ?? null,
      async flip(reach, moved) {
        const target = targetOf(reach);
        switches.set(target, { ...moved, target });
      },
      async ask(_reach, operation) {
        if (!operations.has(operation._id)) operations.set(operation._id, operation);
        return operations.get(operation._id)!;
      },
      operation: async (reach, id) => {
        const found = operations.get(id);
        return found?.target === targetOf(reach) ? found : null;
      },
      async progress(_reach, id, patch) {
        operations.set(id, { ...operations.get(id)!, ...patch });
      },
    },
    turns: {
      async open(_scope, turn) {
        if (!turns.has(turn._id)) turns.set(turn._id, turn);
        return turns.get(turn._id)!;
      },
      get: async (_scope, id) => turns.get(id) ?? null,
      async update(_scope, id, { timings, ...patch }) {
        const before = turns.get(id);
        if (!before) throw new RangeError(`There is no turn ${id}.`);
        const after = { ...before, ...patch, timings: { ...before.timings, ...timings } };
        turns.set(id, after);
        return after;
      },
      async addStep(_scope, id, step) {
        const before = turns.get(id);
        if (!before) throw new RangeError(`There is no turn ${id}.`);
        const after = { ...before, steps: [...before.steps, step] };
        turns.set(id, after);
        return after;
      },
      async forgetDocuments({ tenantId }, ids) {
        const held = [...turns.values()].filter((turn) => turn.tenantId === tenantId && withoutDocuments(turn, ids) !== turn);
        for (const turn of held) turns.set(turn._id, withoutDocuments(turn, ids));
        return held.length;
      },
    },
    ...memoryLedgers(now),
    settings: {
      current: async ({ tenantId }) => saved.get(tenantId)?.at(-1) ?? { ...settings, tenantId },
      version: async ({ tenantId }, version) => saved.get(tenantId)?.find((one) => one.version === version) ?? { ...settings, tenantId },
      async save({ tenantId }, changed) {
        const versions = saved.get(tenantId) ?? [];
        const next = { ...settings, ...changed, tenantId, version: versions.length + 2 };
        saved.set(tenantId, [...versions, next]);
        return next;
      },
      saveAfter: () => Promise.reject(new Error('Nobody edits settings here.')),
      history: async () => [],
    },
    tenants: {
      get: async (_id) => ({ _id, slug: 'shop', name: 'Shop', revisionId: null, createdAt: new Date(0) }),
      bySlug: async () => null,
      after: async (_scope, after, limit) =>
        [...new Set([...views.values()].map(({ tenantId }) => tenantId))]
          .sort()
          .filter((id) => !after || id > after)
          .slice(0, limit),
      create: async (tenant) => ({ ...tenant, revisionId: null, createdAt: new Date(0) }),
      rename: async () => {},
    },
    users: {
      get: async (_id) => ({ _id, email: '', emailKey: '', name: 'Robin', passwordHash: '' }),
      byEmail: async () => null,
      create: async (user) => ({ ...user, emailKey: user.email }),
      operators: async () => [],
      memberships: async () => [],
      membership: async () => null,
      addMember: async () => {},
    },
    revisions: {
      current: async () => null,
      get: async () => null,
      recent: async () => ({ kept: [], dropped: [] }),
      publishAgain: async () => false,
      publish: async () => {
        throw new Error('Nothing is published here.');
      },
    },
  };
}

export const PLAIN_SETTINGS: Omit<Settings, 'tenantId' | 'version' | 'createdAt'> = {
  assistantName: 'Fern',
  greeting: '',
  suggestions: [],
  handoffWords: ['human', 'a person'],
  handoverNotice: 'A person will answer.',
  floor: 0.3,
  instructions: '',
  author: 'test',
};
