/**
 * Carries what happens to those who may see it. Entries are read from the log behind each client's cursor, so a client sees a
 * gapless row whatever the bus lost or shuffled; the bus only says when to look.
 */
import type { BusEvent } from '../../infra/ports/event-bus.ts';
import { entryId, type ConversationId, type TenantId } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { presentConversation, presentEntry } from '../present/conversation.ts';
import { presentDocument } from '../present/knowledge.ts';
import type { ServerFrame } from '../protocol/frames.ts';
import type { Client } from './sockets.ts';

const PAGE = 100;

type Needs = Pick<ApiDeps, 'entries' | 'conversations' | 'documents' | 'engine' | 'log'>;

export class Fanout {
  private readonly deps: Needs;
  private readonly clients = new Set<Client>();
  private readonly byConversation = new Map<ConversationId, Set<Client>>();
  private readonly staff = new Map<TenantId, Set<Client>>();

  constructor(deps: Needs) {
    this.deps = deps;
  }

  join(client: Client): void {
    this.clients.add(client);
    if (client.caller?.kind === 'staff') setOf(this.staff, client.caller.scope.tenantId).add(client);
  }

  leave(client: Client): void {
    this.clients.delete(client);
    for (const conversationId of client.cursors.keys()) this.unwatch(client, conversationId);
    if (client.tenantId) dropFrom(this.staff, client.tenantId, client);
  }

  /** From now on the client hears the conversation; what lies behind `after` is sent first. The caller has checked that it may. */
  async watch(client: Client, conversationId: ConversationId, after: number): Promise<void> {
    client.cursors.set(conversationId, after);
    setOf(this.byConversation, conversationId).add(client);
    await this.pull(client, conversationId);
    client.send({ type: 'caughtUp', conversationId, seq: client.cursors.get(conversationId) ?? after });
  }

  unwatch(client: Client, conversationId: ConversationId): void {
    client.cursors.delete(conversationId);
    dropFrom(this.byConversation, conversationId, client);
  }

  /** One event of the bus. Never throws: a client that missed something asks again by its cursors. */
  readonly hear = (event: BusEvent): void => {
    void this.deliver(event).catch((error: unknown) =>
      this.deps.log.warn({ event: event.type, reason: (error as Error).name }, 'an event was not delivered'),
    );
  };

  private async deliver(event: BusEvent): Promise<void> {
    switch (event.type) {
      case 'entry.appended':
        if (event.seq === 1) await this.introduce(event.tenantId, event.conversationId);
        await Promise.all([...this.watchers(event)].map((client) => this.pull(client, event.conversationId)));
        return;
      case 'turn.opened':
      case 'turn.discarded':
        return this.broadcast(this.watchers(event), { type: event.type, conversationId: event.conversationId, turnId: event.turnId });
      case 'turn.delta': {
        const { conversationId, turnId, attempt, n, text } = event;
        return this.broadcast(this.watchers(event), { type: 'turn.delta', conversationId, turnId, attempt, n, text }, true);
      }
      case 'typing':
        return this.broadcast(
          [...this.watchers(event)].filter((client) => (client.caller?.kind === 'visitor') !== (event.author === 'visitor')),
          { type: 'typing', conversationId: event.conversationId, author: event.author, typing: event.typing },
          true,
        );
      case 'conversation.projected': {
        const colleagues = this.staff.get(event.tenantId);
        if (!colleagues) return;
        const view = await this.deps.conversations.withRead(event, event.conversationId);
        if (view) this.broadcast(colleagues, { type: 'conversation', conversation: presentConversation(view, this.deps.engine.urlOf(event)) });
        return;
      }
      case 'document.changed': {
        const colleagues = this.staff.get(event.tenantId);
        const document = colleagues ? await this.deps.documents.get(event, event.documentId) : null;
        if (colleagues && document) this.broadcast(colleagues, { type: 'document', document: presentDocument(document) });
        return;
      }
      case 'session.ended':
        return; // heard by the watch over sockets
      default:
        return event satisfies never;
    }
  }

  private watchers({ tenantId, conversationId }: { tenantId: TenantId; conversationId: ConversationId }): Client[] {
    return [...(this.byConversation.get(conversationId) ?? [])].filter((client) => client.tenantId === tenantId);
  }

  /** A new conversation is heard by every socket of its visitor, also in the other tab. */
  private async introduce(tenantId: TenantId, conversationId: ConversationId): Promise<void> {
    const first = await this.deps.entries.get({ tenantId }, entryId(conversationId, 1));
    if (first?.author.type !== 'visitor') return;
    for (const client of this.clients) {
      if (client.tenantId !== tenantId || !client.isVisitor(first.author.id) || client.cursors.has(conversationId)) continue;
      client.cursors.set(conversationId, 0);
      setOf(this.byConversation, conversationId).add(client);
    }
  }

  /** Sends everything behind the client's cursor, one reading at a time, so that the order is the log's. */
  private async pull(client: Client, conversationId: ConversationId): Promise<void> {
    if (client.pulling.has(conversationId)) {
      client.pulling.set(conversationId, true);
      return;
    }
    const { caller } = client;
    if (!caller) return;
    try {
      do {
        client.pulling.set(conversationId, false);
        for (;;) {
          const cursor = client.cursors.get(conversationId);
          if (cursor === undefined) return;
          const page = await this.deps.entries.after(caller.scope, conversationId, cursor, PAGE);
          for (const entry of page) {
            if (entry.seq !== (client.cursors.get(conversationId) ?? -1) + 1) continue;
            client.cursors.set(conversationId, entry.seq);
            client.send({ type: 'entry', conversationId, entry: presentEntry(entry, caller.kind) });
          }
          if (page.length < PAGE) break;
        }
      } while (client.pulling.get(conversationId));
    } finally {
      client.pulling.delete(conversationId);
    }
  }

  private broadcast(clients: Iterable<Client>, frame: ServerFrame, droppable = false): void {
    const text = JSON.stringify(frame);
    for (const client of clients) client.sendText(text, { droppable });
  }
}

function setOf<K>(map: Map<K, Set<Client>>, key: K): Set<Client> {
  const found = map.get(key);
  if (found) return found;
  const made = new Set<Client>();
  map.set(key, made);
  return made;
}

function dropFrom<K>(map: Map<K, Set<Client>>, key: K, client: Client): void {
  const found = map.get(key);
  found?.delete(client);
  if (found?.size === 0) map.delete(key);
}
