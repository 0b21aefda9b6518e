/** Canned responses of a tenant: by pages in the order of their shortcuts, made, changed, removed. */
import type { CannedResponse } from '../../workflows/domain/canned-response.ts';
import { CANNED_MOST } from '../../workflows/domain/canned-response.ts';
import { cannedFull, cannedMovedOn, notFound } from '../../workflows/domain/errors.ts';
import {
  CannedResponsePage,
  CannedResponseParams,
  CannedResponseQuery,
  CannedResponseView,
  ChangeCannedResponse,
  SaveCannedResponse,
} from '../protocol/canned-responses.ts';
import { namesOfUsers } from './names-of-users.ts';
import { route, staff } from './route.ts';

const present = ({ _id: id, shortcut, text, version, createdAt, updatedAt, updatedBy }: CannedResponse): CannedResponseView => ({
  id,
  shortcut,
  text,
  version,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  updatedBy,
});

const list = route({
  name: 'listCannedResponses',
  method: 'get',
  path: '/canned-responses',
  summary: 'Texts that agents have at hand, by shortcut',
  policy: staff('canned.read'),
  query: CannedResponseQuery,
  reply: CannedResponsePage,
  async handle({ staff: { scope }, query: { limit, cursor } }, { cannedResponses }) {
    const found = await cannedResponses.list(scope, { after: cursor, limit: limit + 1 });
    const data = found.slice(0, limit).map(present);
    return { data, nextCursor: found.length > limit ? data.at(-1)!.shortcut : null };
  },
});

const read = route({
  name: 'readCannedResponse',
  method: 'get',
  path: '/canned-responses/{cannedResponseId}',
  summary: 'One of them',
  policy: staff('canned.read'),
  binds: { cannedResponseId: 'tenant' },
  params: CannedResponseParams,
  reply: CannedResponseView,
  async handle({ staff: { scope }, params: { cannedResponseId } }, { cannedResponses }) {
    const found = await cannedResponses.get(scope, cannedResponseId);
    if (!found) throw notFound();
    return present(found);
  },
});

const make = route({
  name: 'makeCannedResponse',
  method: 'post',
  path: '/canned-responses',
  summary: 'Adds one; its shortcut must be free',
  policy: staff('canned.write'),
  body: SaveCannedResponse,
  status: 201,
  reply: CannedResponseView,
  audit: { action: 'canned.made', detail: ({ body: { shortcut } }) => ({ shortcut }) },
  async handle({ staff: { scope, userId }, body, newId }, { cannedResponses, now }) {
    if ((await cannedResponses.count(scope)) >= CANNED_MOST) throw cannedFull();
    return present(await cannedResponses.create(scope, { ...body, _id: newId('can'), createdAt: now(), updatedBy: userId }));
  },
});

const change = route({
  name: 'changeCannedResponse',
  method: 'put',
  path: '/canned-responses/{cannedResponseId}',
  summary: 'Changes its shortcut and text, as long as nobody else has since it was read',
  policy: staff('canned.write'),
  binds: { cannedResponseId: 'tenant' },
  params: CannedResponseParams,
  body: ChangeCannedResponse,
  reply: CannedResponseView,
  audit: { action: 'canned.changed', detail: ({ body: { shortcut } }) => ({ shortcut }) },
  async handle({ staff: { scope, userId }, params: { cannedResponseId }, body: { basedOn, ...to } }, { cannedResponses, users, now }) {
    const changed = await cannedResponses.change(scope, cannedResponseId, basedOn, { ...to, updatedAt: now(), updatedBy: userId });
    if (changed) return present(changed);
    const newest = await cannedResponses.get(scope, cannedResponseId);
    if (!newest) throw notFound();
    const { version, updatedAt, updatedBy } = present(newest);
    const changedBy = (await namesOfUsers(users, [updatedBy])).get(newest.updatedBy) ?? updatedBy;
    throw cannedMovedOn({ detail: `${changedBy} saved version ${version}.`, extra: { version, changedBy, changedAt: updatedAt } });
  },
});

const remove = route({
  name: 'removeCannedResponse',
  method: 'delete',
  path: '/canned-responses/{cannedResponseId}',
  summary: 'Removes it',
  policy: staff('canned.write'),
  binds: { cannedResponseId: 'tenant' },
  params: CannedResponseParams,
  audit: { action: 'canned.removed' },
  async handle({ staff: { scope }, params: { cannedResponseId } }, { cannedResponses }) {
    if (!(await cannedResponses.remove(scope, cannedResponseId))) throw notFound();
  },
});

export const cannedResponseRoutes = [list, read, make, change, remove];
