/** The published states of a tenant's knowledge: which there are, and how to go back to an earlier one. */
import { notFound } from '../../workflows/domain/errors.ts';
import type { Revision } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { authorOf, changedDocuments, presentRevision } from '../present/revision.ts';
import { RevisionList, RevisionParams, RevisionView } from '../protocol/revision.ts';
import { namesOfUsers } from './names-of-users.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listRevisions',
  method: 'get',
  path: '/revisions',
  summary: 'Revisions of the knowledge that may be published again, newest first',
  policy: staff('document.read'),
  reply: RevisionList,
  async handle({ staff: { scope } }, deps) {
    const [{ kept }, current] = await Promise.all([deps.revisions.recent(scope), deps.revisions.current(scope)]);
    const authors = await namesOf(deps, scope, kept);
    return { data: await Promise.all(kept.map((revision) => shown(deps, scope, revision, { current, authors }))) };
  },
});

const publish = route({
  name: 'publishRevision',
  method: 'post',
  path: '/revisions/{revisionId}/publish',
  summary: 'Publishes an earlier revision again: answers stand on it from the next turn on',
  policy: staff('document.write'),
  binds: { revisionId: 'tenant' },
  params: RevisionParams,
  reply: RevisionView,
  async handle({ staff: { scope }, params: { revisionId } }, deps) {
    for (;;) {
      const [{ kept }, current] = await Promise.all([deps.revisions.recent(scope), deps.revisions.current(scope)]);
      const wanted = kept.find(({ _id }) => _id === revisionId);
      if (!wanted || !current) throw notFound();
      // Another publication may come between; then what is current is looked up anew.
      if (current._id !== revisionId && !(await deps.revisions.publishAgain(scope, revisionId, current._id))) continue;
      for (const documentId of changedDocuments(current, wanted)) deps.bus.publish({ type: 'document.changed', ...scope, documentId });
      return shown(deps, scope, wanted, { current: wanted, authors: await namesOf(deps, scope, [wanted]) });
    }
  },
});

type Shown = { current: Revision | null; authors: ReadonlyMap<string, string> };

async function shown({ documents, revisions }: ApiDeps, scope: TenantScope, revision: Revision, { current, authors }: Shown): Promise<RevisionView> {
  const parent = revision.parent ? await revisions.get(scope, revision.parent) : null;
  const changed = await Promise.all(changedDocuments(parent, revision).map(async (id) => [id, await documents.get(scope, id)] as const));
  const names = new Map(changed.map(([id, document]) => [id, document?.fileName ?? null]));
  return presentRevision(revision, { parent, current, names, authors });
}

/** Names of people and addresses of sites. */
async function namesOf({ users, sites }: ApiDeps, scope: TenantScope, revisions: readonly Revision[]): Promise<ReadonlyMap<string, string>> {
  const authors = [...new Set(revisions.map(authorOf))].filter((author) => author !== null);
  const [people, all] = await Promise.all([namesOfUsers(users, authors), authors.some((id) => id.startsWith('sit_')) ? sites.list(scope) : []]);
  return new Map([...people, ...all.map(({ _id, address }) => [_id, address] as const)]);
}

export const revisionRoutes = [list, publish];
