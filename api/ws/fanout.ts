/**
 * Carries what happens to those who may see it. Entries are read from the log behind each client's cursor, so a client sees a
 * gapless row whatever the bus lost or shuffled; the bus only says when to look. A read that fails is tried again while its
 * client is there, and after the bus was away everybody is read for once.
 */
import type { BusEvent } from '../../infra/ports/event-bus.ts';
import { entryId, type ConversationId, type TenantId } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { presentConversation, presentEntry } from '../present/conversation.ts';
import { presentSite } from '../present/site.ts';
import { presentDocument } from '../present/knowledge.ts';
import type { ServerFrame } from '../protocol/frames.ts';
import { Retries } from './retries.ts';
import type { Client } from './sockets.ts';

const PAGE = 100;
/** Clients that are read for at once when all of them are: the rest of the pool is for those who send. */
const CATCH_UP_AT_ONCE = 8;

type Needs = Pick<ApiDeps, 'entries' | 'conversations' | 'documents' | 'revisions' | 'sites' | 'engine' | 'log'>;

export class Fanout {
  private readonly deps: Needs;
  private readonly clients = new Set<Client>();
  private readonly byConversation = new Map<ConversationId, Set<Client>>();
  private readonly staff = new Map<TenantId, Set<Client>>();
  /** Of events whose readings failed, by what they are about: a newer one of the same kind stands for the older. */
  private readonly again = new Retries<string>();
  private catching: { more: boolean; done: Promise<void> } | null = null;

  constructor(deps: Needs) {
    this.deps = deps;
  }

  join(client: Client): void {
    this.clients.add(client);
    if (client.caller?.kind === 'staff') setOf(this.staff, client.caller.scope.tenantId).add(client);
  }

  leave(client: Client): void {
    this.clients.delete(client);
    for (const conversationId of [...client.cursors.keys()]) this.unwatch(client, conversationId);
    client.again.clear();
    if (client.tenantId) dropFrom(this.staff, client.tenantId, client);
  }

  /**
   * From now on the client hears the conversation; what lies behind `after` is sent first, then `caughtUp`: later, when the log
   * cannot be read now. The caller has checked that it may.
   */
  async watch(client: Client, conversationId: ConversationId, after: number): Promise<void> {
    client.cursors.set(conversationId, after);
    client.behind.add(conversationId);
    setOf(this.byConversation, conversationId).add(client);
    // How long its visitor has been waiting stands in the log before the cursor.
    if (after > 0) client.wait(conversationId, null);
    await this.pull(client, conversationId);
  }

  unwatch(client: Client, conversationId: ConversationId): void {
    client.cursors.delete(conversationId);
    client.behind.delete(conversationId);
    client.waiting.delete(conversationId);
    client.again.done(conversationId);
    dropFrom(this.byConversation, conversationId, client);
  }

  /** One event of the bus. Never throws. */
  readonly hear = (event: BusEvent): void => {
    const name = `${event.type} ${aboutOf(event)}`;
    void this.deliver(event).then(
      () => this.again.done(name),
      (error: unknown) => {
        this.deps.log.warn({ event: event.type, reason: (error as Error).name }, 'an event is delivered again later');
        this.again.later(name, () => this.hear(event));
      },
    );
  };

  /**
   * Events were lost: every client is sent what stands behind its cursors, and staff are welcomed again, which makes a console
   * read its lists. Asked for while it runs, it runs once more.
   */
  catchUp(): Promise<void> {
    if (this.catching) {
      this.catching.more = true;
      return this.catching.done;
    }
    const catching = { more: false, done: Promise.resolve() };
    this.catching = catching;
    catching.done = this.readForAll().finally(() => {
      this.catching = null;
      if (catching.more) return this.catchUp();
    });
    return catching.done;
  }

  private async readForAll(): Promise<void> {
    const clients = this.clients.values();
    const readOn = async (): Promise<void> => {
      for (const client of clients) {
        if (client.caller?.kind === 'staff') client.send({ type: 'welcome', kind: 'staff' });
        for (const conversationId of [...client.cursors.keys()]) await this.pull(client, conversationId);
      }
    };
    await Promise.all(Array.from({ length: CATCH_UP_AT_ONCE }, readOn));
  }

  /** Sockets of visitors who wait for an answer. */
  *waiting(): Generator<Client> {
    for (const client of this.clients) if (client.waiting.size > 0) yield client;
  }

  close(): void {
    this.again.clear();
    for (const client of this.clients) client.again.clear();
  }

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
        if (!colleagues || !document) return;
        const view = presentDocument(document, await this.deps.revisions.current(event));
        this.broadcast(colleagues, { type: 'document', document: view });
        return;
      }
      case 'site.changed': {
        const colleagues = this.staff.get(event.tenantId);
        const site = colleagues ? await this.deps.sites.get(event, event.siteId) : null;
        if (colleagues) this.broadcast(colleagues, { type: 'site', siteId: event.siteId, site: site && presentSite(site) });
        return;
      }
      case 'session.ended':
      case 'tenant.closed':
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

  /** Sends everything behind the client's cursor, one reading at a time, so that the order is the log's. Never throws. */
  async pull(client: Client, conversationId: ConversationId): Promise<void> {
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
            client.wait(conversationId, entry);
            client.send({ type: 'entry', conversationId, entry: presentEntry(entry, caller.kind) });
          }
          if (page.length < PAGE) break;
        }
      } while (client.pulling.get(conversationId));
      client.again.done(conversationId);
      if (client.behind.delete(conversationId)) client.send({ type: 'caughtUp', conversationId, seq: client.cursors.get(conversationId)! });
    } catch (error) {
      this.deps.log.warn({ conversationId, reason: (error as Error).name }, 'a log is read again later');
      if (client.cursors.has(conversationId)) client.again.later(conversationId, () => void this.pull(client, conversationId));
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

/** Id of what an event is about. */
const aboutOf = (event: BusEvent): string =>
  'conversationId' in event
    ? event.conversationId
    : 'documentId' in event
      ? event.documentId
      : 'sessionId' in event
        ? event.sessionId
        : event.tenantId;
