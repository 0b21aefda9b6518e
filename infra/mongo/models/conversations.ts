/** Conversations: the log, what is folded from it, and what turns leave behind. */
import { anything, collection, date, id, number, text, type Collection } from './collection.ts';

export const conversations = {
  entries: collection(
    'entries',
    { tenantId: id, conversationId: id, seq: number, key: id, kind: id, author: anything, body: anything, dispatch: id, at: date },
    [
      { keys: { key: 1 }, options: { name: 'entry_key', unique: true }, serves: 'a repeated message, reply or move finds its first' },
      { keys: { dispatch: 1, at: 1 }, options: { name: 'entry_dispatch' }, serves: 'the sweeper: what is still pending, oldest first' },
    ],
  ),
  conversations: collection(
    'conversations',
    {
      tenantId: id,
      visitorId: id,
      mode: id,
      status: id,
      since: number,
      takenBy: { type: String, default: null },
      projectedSeq: number,
      answeredUpTo: number,
      awaitingSince: { type: Date, default: null },
      waiting: anything,
      lastMessage: anything,
      visitorSeqs: anything,
      createdAt: date,
      lastActivityAt: date,
      agentsReadSeq: { type: Number, default: 0 },
      snoozedUntil: { type: Date, default: null },
      snoozeN: { type: Number, default: 0 },
    },
    [
      {
        keys: { tenantId: 1, status: 1, lastActivityAt: -1, _id: -1 },
        options: { name: 'inbox_status' },
        serves: 'the inbox of one status, newest activity first',
      },
      { keys: { tenantId: 1, lastActivityAt: -1, _id: -1 }, options: { name: 'inbox_all' }, serves: 'the whole inbox, newest activity first' },
      { keys: { tenantId: 1, takenBy: 1, lastActivityAt: -1, _id: -1 }, options: { name: 'inbox_taken' }, serves: 'what an agent answers' },
      { keys: { tenantId: 1, visitorId: 1, lastActivityAt: -1 }, options: { name: 'conversation_visitor' }, serves: "a visitor's own conversations" },
      {
        keys: { awaitingSince: 1 },
        options: { name: 'conversation_awaiting', sparse: true },
        serves: 'the sweeper: visitors who wait for the assistant',
      },
      {
        keys: { tenantId: 1, status: 1, mode: 1, _id: 1 },
        options: { name: 'conversation_mode' },
        serves: 'whom an operation of the assistant has to visit, page by page',
      },
    ],
  ),
  events: collection(
    'events',
    {
      key: id,
      tenantId: id,
      conversationId: id,
      type: id,
      seq: { type: Number, default: null },
      by: anything,
      from: anything,
      to: anything,
      until: { type: Date, default: null },
      at: date,
    },
    [{ keys: { tenantId: 1, conversationId: 1, at: 1 }, options: { name: 'events_conversation' }, serves: 'what happened to a conversation' }],
  ),
  turns: collection(
    'turns',
    {
      tenantId: id,
      conversationId: id,
      answers: anything,
      upTo: number,
      settingsVersion: number,
      revisionId: { type: String, default: null },
      question: text,
      passages: anything,
      withoutIndex: { type: Boolean, default: false },
      asked: anything,
      request: anything,
      // Without a default: a turn that asked no model has none.
      promptVersion: { type: String },
      steps: anything,
      draft: anything,
      citations: anything,
      outcome: id,
      reason: { type: String, default: null },
      timings: anything,
    },
    [
      {
        keys: { tenantId: 1, 'passages.documentId': 1, _id: 1 },
        options: { name: 'turn_passages' },
        serves: 'a document is deleted: whose records hold words of it',
      },
      {
        keys: { tenantId: 1, 'steps.found.documentId': 1, _id: 1 },
        options: { name: 'turn_tools' },
        serves: 'the same for what tools found',
      },
    ],
  ),
  usage: collection(
    'usage',
    { tenantId: id, modelCalls: number, toolCalls: number, tokens: number, costMicros: number, expiresAt: { type: Date, default: null } },
    [{ keys: { expiresAt: 1 }, options: { name: 'usage_expired' }, serves: 'the sweeper: counters of calls and turns that ended long ago' }],
  ),
  effects: collection('effects', { tenantId: id, conversationId: id, turnId: id, tool: id, state: id, result: text, at: date }),
  cannedResponses: collection(
    'cannedResponses',
    { tenantId: id, shortcut: id, shortcutKey: id, text: id, version: number, createdAt: date, updatedAt: date, updatedBy: id },
    [
      {
        keys: { shortcutKey: 1 },
        options: { name: 'canned_shortcut', unique: true },
        serves: 'one canned response a shortcut of a tenant, and their list in this order',
      },
    ],
  ),
} satisfies Record<string, Collection>;
