/** A route or verb that forgets to bind an id does not compile, or does not start. */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConversationIdSchema, DocumentIdSchema, StaffSessionIdSchema, UserIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { route, staff, positionsOf } from '../http/route.ts';
import { ROUTES } from '../http/routes.ts';
import { idPositions, idsAt, mustBindAll } from './bindings.ts';
import { isKnownOwner } from './owners.ts';

const cnv = 'cnv_01h2xcejqtf2nbrexx3vqjhp41';
const blank = { name: 'planted', method: 'post', path: '/planted', summary: '', policy: staff(null), handle: async () => {} } as const;
const params = z.strictObject({ conversationId: ConversationIdSchema });
const body = z.strictObject({ userId: UserIdSchema.optional() });

test('an id without a binding does not compile', () => {
  // @ts-expect-error -- `conversationId` is not bound
  route({ ...blank, params });
  // @ts-expect-error -- `userId` is not bound
  route({ ...blank, params, body, binds: { conversationId: 'tenant' } });
  route({ ...blank, params, body, binds: { conversationId: 'tenant', userId: 'tenant' } });
  route({ ...blank, body: z.strictObject({ name: z.string() }) });
});

test('ids are found wherever they stand', () => {
  const schema = z.strictObject({
    one: ConversationIdSchema.nullable().default(null),
    nested: z.strictObject({ deep: DocumentIdSchema.optional() }),
    many: z.array(UserIdSchema).max(3),
    cursors: z.record(ConversationIdSchema, z.number()),
    either: z.union([z.strictObject({ a: UserIdSchema }), z.strictObject({ a: UserIdSchema, b: z.string() })]),
    session: StaffSessionIdSchema,
    plain: z.string(),
  });
  expect(idPositions(schema).map(({ path, prefix }) => `${path} ${prefix}`)).toEqual([
    'one cnv',
    'nested.deep doc',
    'many[] usr',
    'cursors{} cnv',
    'either.a usr',
    'session fam',
  ]);
  const sent = { one: cnv, nested: {}, many: ['usr_1', 'usr_2'], cursors: { [cnv]: 3 } };
  expect(['one', 'nested.deep', 'many[]', 'cursors{}', 'gone'].map((path) => idsAt(sent, path))).toEqual([[cnv], [], ['usr_1', 'usr_2'], [cnv], []]);
});

describe('at start', () => {
  const nested = idPositions(z.strictObject({ nested: z.strictObject({ documentId: DocumentIdSchema }) }));
  test.each([
    ['an id that is nowhere bound', nested, {}, /nested.documentId/],
    ['a binding where no id stands', [], { userId: 'tenant' }, /no id stands/],
    ['a word that nothing is looked up for', nested, { 'nested.documentId': 'visitor' }, /owners\.ts/],
  ] as const)('%s is refused', (_what, positions, binds, message) => {
    expect(() => mustBindAll('planted', positions, binds, isKnownOwner)).toThrow(message);
  });

  test.each(ROUTES.map((declared) => [declared.name, declared] as const))('%s is bound', (name, declared) => {
    expect(() => mustBindAll(name, positionsOf(declared), declared.binds, isKnownOwner)).not.toThrow();
  });
});
