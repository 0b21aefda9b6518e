/** One conversation of an engine test, and everybody who takes part in it. */
import type { Client, WorkflowHandle } from '@temporalio/client';
import { mintId } from '../../../infra/ids/mint.ts';
import type { Engine } from '../../../infra/ports/engine.ts';
import type { EventBus } from '../../../infra/ports/event-bus.ts';
import type { conversation } from '../../conversation/workflow.ts';
import type { Command, Verdict } from '../../contracts/conversation.ts';
import { isMove, type Entry } from '../../domain/entry.ts';
import { conversationWorkflowId, type ConversationRef, type UserId } from '../../domain/ids.ts';
import { isDelayNotice } from '../delay-notice.ts';
import type { MemoryStores } from '../memory-stores.ts';

export type TestTalk = {
  ref: ConversationRef;
  handle: WorkflowHandle<typeof conversation>;
  engine: Engine;
  /** Stores a message of the visitor and rings, as the api does. */
  says(text?: string): Promise<Entry>;
  /** Stores it and loses the ring. */
  saysUnheard(text?: string): Promise<Entry>;
  ring(seq: number): Promise<boolean>;
  agentSays(agent: UserId): Promise<Entry>;
  agentSaysUnheard(agent: UserId): Promise<Entry>;
  /** @throws {Problem} as the api answers */
  does(command: Command, agent?: UserId, commandId?: string, until?: number | null): Promise<Verdict>;
  types(ms: number): void;
  log(): Entry[];
  /** Who said or did what, in order; a reply names how far it answers: `visitor visitor assistant<2 takenOver`. Not that it takes longer. */
  story(): string;
  /** The same of every entry. */
  wholeStory(): string;
  /** Waits until the story reads like this. */
  tells(story: string | RegExp): Promise<void>;
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Waits for the end of the last run; the time-skipping server jumps there. */
  ends(): Promise<void>;
};

type Parts = { engine: Engine; stores: MemoryStores; bus: EventBus; client: Client };

export function testTalk(ref: ConversationRef, { engine, stores, bus, client }: Parts): TestTalk {
  const { conversationId } = ref;
  const visitor = mintId('vis');
  let messages = 0;
  const append = async (author: Entry['author'], text: string): Promise<Entry> => {
    const key = `m${++messages}`;
    const { entry } = await stores.entries.append(ref, { conversationId, key, kind: 'message', author, body: { text }, dispatch: 'pending' });
    return entry;
  };
  const ring = async ({ _id, seq, author }: Pick<Entry, '_id' | 'seq'> & Partial<Pick<Entry, 'author'>>): Promise<boolean> =>
    engine.ring(ref, { entryId: _id, seq, ...(author?.type === 'visitor' || author?.type === 'agent' ? { from: author.type } : {}) });
  const wholeStory = (): string => wordsOf(stores.log(conversationId));
  const story = (): string => wordsOf(stores.log(conversationId).filter(({ author, body }) => !isDelayNotice(author, body.text)));

  const talk: TestTalk = {
    ref,
    engine,
    handle: client.workflow.getHandle<typeof conversation>(conversationWorkflowId(ref)),
    saysUnheard: (text = `question ${messages + 1}`) => append({ type: 'visitor', id: visitor }, text),
    async says(text) {
      const entry = await talk.saysUnheard(text);
      // On a busy machine a ring may miss its deadline; the product's sweeper rings again.
      await talk.until(() => ring(entry));
      return entry;
    },
    ring: (seq) => ring({ _id: `${conversationId}:${seq}`, seq }),
    agentSaysUnheard: (agent) => append({ type: 'agent', id: agent, name: 'Kim' }, 'A person.'),
    async agentSays(agent) {
      const entry = await talk.agentSaysUnheard(agent);
      await talk.until(() => ring(entry));
      return entry;
    },
    does(command, agentId = mintId('usr'), commandId = mintId('evt'), until) {
      const last = stores.log(conversationId).at(-1)!;
      return engine.command(ref, command, commandId, { agentId, ...(until === undefined ? {} : { until }) }, { entryId: last._id, seq: last.seq });
    },
    types: (ms) => bus.setTyping(conversationId, ms),
    log: () => stores.log(conversationId),
    story,
    wholeStory,
    async tells(wanted) {
      try {
        await talk.until(() => (typeof wanted === 'string' ? story() === wanted : wanted.test(story())));
      } catch {
        throw new Error(`The story does not become ${wanted}: ${wholeStory()}`);
      }
    },
    async until(holds) {
      const end = Date.now() + 240_000;
      while (!(await holds())) {
        if (Date.now() > end) throw new Error(`Still not so: ${holds}; the story is ${wholeStory()}`);
        await new Promise((soon) => setTimeout(soon, 10));
      }
    },
    ends: () => talk.handle.result(),
  };
  return talk;
}

/** A reply is named by the place that what it answers has among these entries. */
function wordsOf(entries: readonly Entry[]): string {
  const placeOf = (answers: number): number => entries.filter(({ seq }) => seq <= answers).length;
  const word = ({ kind, author, body }: Entry): string => {
    if (isMove(kind)) return kind;
    return author.type === 'assistant' ? `assistant<${placeOf(body.answers!)}` : author.type;
  };
  return entries.map(word).join(' ');
}
