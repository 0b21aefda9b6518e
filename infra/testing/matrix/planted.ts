/**
 * Known holes, made one after the other in a process of the matrix to prove that it sees them. Each stands for a mistake that somebody could
 * make. They change declarations and stores where they lie in memory, and put them back: no build of the product holds a switch for them.
 */
import { z } from 'zod';
import { OWNERS } from '../../../api/guard/owners.ts';
import { route, staff, type AnyRoute } from '../../../api/http/route.ts';
import { ROUTES } from '../../../api/http/routes.ts';
import { VERBS } from '../../../api/ws/verbs.ts';
import { forbidden } from '../../../workflows/domain/errors.ts';
import { ConversationIdSchema, TurnIdSchema } from '../../../workflows/domain/schemas/ids.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import type { Connection } from '../../mongo/connect.ts';
import type { ApiAlone } from '../hostile/api-alone.ts';
import { runMatrix } from './matrix.ts';

/** `doors`: where it can be seen. */
type Hole = { what: string; doors: readonly string[]; plant(api: ApiAlone): Undo };
type Undo = () => void;

/** A route with two ids, each of which must be the tenant's. It is mounted in the process of the planted run alone. */
const twoIds = route({
  name: 'plantedTwoIds',
  method: 'get',
  path: '/conversations/{conversationId}/turns/{turnId}',
  summary: 'A turn of a conversation, read without asking whose it is',
  policy: staff('turn.read'),
  binds: { conversationId: 'tenant', turnId: 'tenant' },
  params: z.strictObject({ conversationId: ConversationIdSchema, turnId: TurnIdSchema }),
  reply: z.object({ question: z.string() }),
  async handle({ params: { turnId } }) {
    const found = await plantedIn!.collection<{ _id: string; question: string }>('turns').findOne({ _id: turnId });
    return { question: found?.question ?? '' };
  },
});
let plantedIn: Connection | null = null;

/** Before the api is made, so that the route of two ids is mounted. @returns takes it away again */
export function mountPlanted(): Undo {
  const routes = ROUTES as AnyRoute[];
  routes.push(twoIds);
  return () => void routes.splice(routes.indexOf(twoIds), 1);
}

export const HOLES: Record<string, Hole> = {
  'dropped-tenant-filter': {
    doors: ['readDocument', 'listChunks'],
    what: 'a store reads a document by its id alone',
    plant: ({ parts }) =>
      exchange(parts.documents, 'get', (real) => async (_scope, id) => real(await tenantOf(parts.connection, 'documents', id), id)),
  },
  'dropped-list-filter': {
    doors: ['listConversations'],
    what: 'a list of conversations holds those of another tenant',
    plant: ({ parts }) =>
      exchange(parts.conversations, 'list', (real) => async (_scope, query) => real(await tenantOf(parts.connection, 'conversations', null), query)),
  },
  'dropped-ownership-check': {
    doors: ['readAsVisitor'],
    what: 'a visitor may name any conversation of the tenant',
    plant: () => exchange(OWNERS.visitor, 'cnv', () => OWNERS.tenant.cnv),
  },
  'unbound-second-id': {
    doors: ['plantedTwoIds'],
    what: 'of two ids in a path the second is bound to nothing',
    plant: () => exchange(twoIds as AnyRoute, 'binds', (real) => ({ ...real, turnId: { unchecked: 'planted' } })),
  },
  'forgotten-socket-check': {
    doors: ['watch'],
    what: 'a visitor may watch any conversation of the tenant over the socket',
    plant: () => exchange(VERBS.watch.visitor, 'binds', () => ({ conversationId: { unchecked: 'planted' } })),
  },
  'forgotten-cursor-check': {
    doors: ['hello'],
    what: 'a hello may name conversations of other visitors',
    plant: () => exchange(VERBS.hello.visitor, 'binds', () => ({ 'cursors{}': 'tenant' as const })),
  },
  'forgotten-socket-permission': {
    doors: ['send'],
    what: 'a viewer answers over the socket',
    plant: () => exchange(VERBS.send.staff, 'permission', () => 'conversation.read' as const),
  },
  'missing-permission-check': {
    doors: ['deleteDocument'],
    what: 'a route asks for no permission',
    plant: () => exchange(named('deleteDocument'), 'policy', () => staff(null)),
  },
  'revoked-session-accepted': {
    doors: ['readConversation'],
    what: 'a session that was signed out goes on',
    plant: ({ parts }) =>
      exchange(parts.refreshFamilies, 'get', (real) => async (id) => {
        const family = await real(id);
        return family && { ...family, endedAt: null, endedBecause: null };
      }),
  },
  'revoked-key-accepted': {
    doors: ['readConversation'],
    what: 'a key that was revoked goes on',
    plant: ({ parts }) =>
      exchange(parts.apiKeys, 'byTokenHash', (real) => async (hash) => {
        const key = await real(hash);
        return key && { ...key, revokedAt: null };
      }),
  },
  'telling-answer': {
    doors: ['readDocument'],
    what: 'an id of another tenant is answered otherwise than one that nobody has',
    plant: ({ parts }) =>
      exchange(OWNERS.tenant, 'doc', (real) => async (caller, id, deps) => {
        const somewhere = await parts.connection.collection<{ _id: string }>('documents').findOne({ _id: id });
        if (somewhere && !(await real!(caller, id, deps))) throw forbidden();
        return somewhere !== null;
      }),
  },
  'set-by-caller': {
    doors: ['makeCannedResponse'],
    what: 'a body may hold fields that nobody asks for',
    plant: () => exchange(named('makeCannedResponse'), 'body', (real) => (real as z.ZodObject).loose()),
  },
  'written-before-refused': {
    doors: ['readCannedResponse'],
    what: 'a refused request leaves something behind',
    plant: ({ parts }) =>
      exchange(OWNERS.tenant, 'can', (real) => async (caller, id, deps) => {
        await parts.usage.add(caller.scope, 'day:planted', { modelCalls: 1, toolCalls: 0, tokens: 0, costMicros: 0 });
        return real!(caller, id, deps);
      }),
  },
  'locked-out': {
    doors: ['revokeInvitation'],
    what: 'nobody is let in',
    plant: () => exchange(OWNERS.tenant, 'inv', () => async () => false),
  },
};

/** Puts something in a place, and says how to put back what was there. */
function exchange<T extends object, K extends keyof T>(holder: T, place: K, made: (real: T[K]) => T[K]): Undo {
  const real = holder[place];
  holder[place] = made(real);
  return () => void (holder[place] = real);
}

const named = (name: string): AnyRoute => ROUTES.find((one) => one.name === name)!;

/** Whose a record is; of null, whose the newest one is. */
async function tenantOf(connection: Connection, collection: string, id: string | null): Promise<TenantScope> {
  const query = id === null ? {} : { _id: id };
  const found = await connection.collection<{ _id: string; tenantId: TenantScope['tenantId'] }>(collection).findOne(query, { sort: { _id: -1 } });
  return { tenantId: found?.tenantId ?? 'tnt_none' };
}

/** @returns how many there were, how many of them the matrix saw, and whether it saw none where there is none */
export async function runPlanted(
  api: ApiAlone,
  { only, say }: { only?: readonly string[] | undefined; say: (line: string) => void },
): Promise<{ holes: number; caught: number; sound: boolean }> {
  const holes = Object.entries(HOLES).filter(([name]) => !only || only.includes(name));
  plantedIn = api.parts.connection;
  // With nothing planted first: what is found there would be found with any hole.
  const sound = await runMatrix(api, { only: holes.flatMap(([, { doors }]) => doors) });
  say(`${sound.violations.length === 0 ? 'ok ' : 'NOT'} nothing planted: ${sound.violations.length} violations; ${sound.cases} cases`);
  let caught = 0;
  for (const [name, { what, doors, plant }] of holes) {
    const { violations, cases } = await runMatrix(api, { enough: true, only: doors, when: () => plant(api) });
    const [first] = violations;
    if (first) caught++;
    say(
      `${first ? 'ok ' : 'NOT'} ${name} (${what}): ${first ? `${first.door}, ${first.caller}: ${first.why.slice(0, 160)}` : 'not caught'}; ${cases} cases`,
    );
  }
  return { holes: holes.length, caught, sound: sound.violations.length === 0 };
}
