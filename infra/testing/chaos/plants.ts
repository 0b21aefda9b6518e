/**
 * Known bugs, planted between the parts of a process to prove that the checker sees them. Each stands for a mistake that
 * somebody could make; none of it is in any build of the product.
 */
import { activityInfo } from '@temporalio/activity';
import type { Parts } from '../../cli/compose/parts.ts';
import type { Entry, NewEntry } from '../../../workflows/domain/entry.ts';

/** Planted in a process; those of the workflow are in `workflow-plants.ts`. */
export const PLANTS = {
  PB1: 'no deduplication of clientMessageId',
  PB2: 'the acknowledgement comes before the write',
  PB3: 'w: 1 instead of majority and journal',
  PB4: 'append instead of appendAfter on commit',
  PB6: 'the signal is the only mailbox',
  PB7: 'what was obeyed is lost at continue-as-new, and nobody asks the log',
  PB8: 'the tenant filter is missing in the reads of the log',
  PB11: 'a catch-all swallows the error of a write',
  PB5: 'the key of an effect changes with the attempt',
  PB9: 'a send of unknown outcome is taken for one that did not happen, and repeated',
  'silent-turn': 'a turn that failed ends in silence',
  'double-reply': 'a superseded reply is appended after all',
  'mixed-up': 'a turn answers with the draft of another conversation',
  'skipped-entry': 'reading a page skips an entry',
  PB10: 'the end of a session is computed by the clock of the worker',
  'lying-ring': 'a doorbell that did not ring is noted as rung, and nobody looks for who waits',
  'lost-event': 'one event in two of a move is lost',
  'lost-audit': 'one audit row in two of a move is lost',
  'ignored-pause': 'the assistant speaks although it was paused',
  'stale-list': 'a projection that was not written is taken for written',
} as const;
export type PlantName = keyof typeof PLANTS;

type Entries = Parts['entries'];

export function plant(bug: PlantName, role: 'api' | 'worker', parts: Parts): Parts {
  const entries = (change: Partial<Entries>): Parts => ({ ...parts, entries: { ...parts.entries, ...change } });
  const { entries: real } = parts;
  const isReply = (entry: NewEntry): boolean => entry.kind === 'message' && entry.author.type === 'assistant';

  switch (bug) {
    case 'PB1':
      return entries({ append: (scope, entry) => real.append(scope, { ...entry, key: `${entry.key}~${Math.random().toString(36).slice(2, 8)}` }) });
    case 'PB2':
      if (role !== 'api') return parts;
      return entries({
        async append(scope, entry) {
          const before = await real.after(scope, entry.conversationId, 0, 500);
          const place = before.length + 1;
          const promised = { ...entry, ...scope, _id: `${entry.conversationId}:${place}`, seq: place, at: new Date() } as unknown as Entry;
          setTimeout(() => void real.append(scope, entry).catch(() => undefined), 400);
          return { type: 'appended', entry: promised, fresh: true };
        },
      });
    case 'PB3': {
      const collection = parts.connection.collection('entries');
      const insertOne = collection.insertOne.bind(collection);
      collection.insertOne = (document, options) => insertOne(document, { ...options, writeConcern: { w: 1 } });
      return parts;
    }
    case 'PB4':
      return entries({ appendAfter: (scope, entry, seq) => (isReply(entry) ? real.append(scope, entry) : real.appendAfter(scope, entry, seq)) });
    case 'PB6':
      return {
        ...entries({ pending: async () => [] }),
        conversations: { ...parts.conversations, awaiting: async () => [] },
      };
    case 'PB7':
      // Its other half is in the workflow: `forgotten-commands`. The engine's client has its own hold on this store.
      if (role === 'api') real.byKey = async () => null;
      return parts;
    case 'PB8': {
      const home = async (): Promise<`tnt_${string}`> => (await parts.tenants.bySlug('demo'))!._id;
      return entries({
        get: async (_scope, id) => real.get({ tenantId: await home() }, id),
        after: async (_scope, id, after, limit) => real.after({ tenantId: await home() }, id, after, limit),
      });
    }
    case 'PB11':
      return entries({
        appendAfter: (scope, entry, seq) =>
          real
            .appendAfter(scope, entry, seq)
            .catch(() => ({ type: 'appended', entry: { ...entry, _id: '', seq: seq + 1 } as unknown as Entry, fresh: true })),
      });
    case 'PB5':
      return {
        ...parts,
        tools: parts.tools.map((tool) => ({
          ...tool,
          run: (args, context) => tool.run(args, { ...context, effectKey: `${context.effectKey}~${activityInfo().attempt}` }),
        })),
      };
    case 'PB9':
      return { ...parts, tools: parts.tools.map((tool) => ({ ...tool, resolve: async () => ({ type: 'notDone' }) })) };
    case 'silent-turn':
      return {
        ...parts,
        model: {
          ...parts.model,
          draft: (request, options) =>
            parts.model
              .draft(request, options)
              .catch(() => ({ type: 'reply', text: '', used: [], model: 'none', usage: { inputTokens: 0, outputTokens: 0 } })),
        },
      };
    case 'double-reply':
      return entries({
        async appendAfter(scope, entry, seq) {
          const landed = await real.appendAfter(scope, entry, seq);
          if (landed.type === 'superseded' && isReply(entry)) await real.append(scope, entry);
          return landed;
        },
      });
    case 'mixed-up': {
      let last: Awaited<ReturnType<Parts['turns']['get']>> = null;
      return {
        ...parts,
        turns: {
          ...parts.turns,
          async get(scope, turnId) {
            const turn = await parts.turns.get(scope, turnId);
            const other = last;
            last = turn;
            return turn?.draft && other?.draft && other.conversationId !== turn.conversationId ? { ...turn, draft: other.draft } : turn;
          },
        },
      };
    }
    case 'skipped-entry':
      return role === 'api' ? entries({ after: async (...page) => (await real.after(...page)).filter((entry) => entry.seq % 5 !== 0) }) : parts;
    case 'PB10':
      if (role === 'api') return parts;
      return { ...parts, settings: { ...parts.settings, current: async (scope) => byOwnClock(await parts.settings.current(scope)) } };
    case 'lying-ring':
      return {
        ...parts,
        engine: {
          ...parts.engine,
          async ring(...doorbell) {
            await parts.engine.ring(...doorbell);
            return true;
          },
        },
        conversations: { ...parts.conversations, awaiting: async () => [] },
      };
    case 'ignored-pause': {
      const { project } = parts.conversations;
      const spoken = async (...of: Parameters<typeof project>): ReturnType<typeof project> => {
        const view = await project(...of);
        return view?.mode === 'paused' ? { ...view, mode: 'ai' } : view;
      };
      return role === 'worker' ? { ...parts, conversations: { ...parts.conversations, project: spoken } } : parts;
    }
    case 'lost-event':
      return everySecondInsertLost(parts, 'events');
    case 'lost-audit':
      return everySecondInsertLost(parts, 'auditEvents');
    case 'stale-list': {
      const collection = parts.connection.collection('conversations');
      const updateOne = collection.updateOne.bind(collection);
      let n = 0;
      collection.updateOne = async (filter, change, options) =>
        'projectedSeq' in filter && ++n % 2 === 0
          ? { acknowledged: true, matchedCount: 1, modifiedCount: 1, upsertedCount: 0, upsertedId: null }
          : updateOne(filter, change, options);
      return parts;
    }
    default:
      return bug satisfies never;
  }
}

/** The engine says when an activity was due; what the worker's own clock is ahead is taken from the visitor's time. */
function byOwnClock<T extends { lifecycle?: { sessionGraceMs?: number } }>(settings: T): T {
  const sessionGraceMs = settings.lifecycle?.sessionGraceMs;
  if (!sessionGraceMs) return settings;
  const aheadMs = Date.now() - activityInfo().currentAttemptScheduledTimestampMs;
  return { ...settings, lifecycle: { ...settings.lifecycle, sessionGraceMs: Math.max(0, sessionGraceMs - aheadMs) } };
}

function everySecondInsertLost(parts: Parts, name: 'events' | 'auditEvents'): Parts {
  const collection = parts.connection.collection(name);
  const insertOne = collection.insertOne.bind(collection);
  let n = 0;
  collection.insertOne = async (document, options) =>
    ++n % 2 === 0 ? { acknowledged: true, insertedId: document._id as never } : insertOne(document, options);
  return parts;
}
