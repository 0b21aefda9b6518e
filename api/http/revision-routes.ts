/** The published states of a tenant's knowledge: which there are, and how to go back to an earlier one. */
import { notFound } from '../../workflows/domain/errors.ts';
import type { Revision } from '../../workflows/domain/document.ts';
import type { DocumentId, TenantScope } from '../../workflows/domain/ids.ts';
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
    return { data: await shown(deps, scope, kept, current) };
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
      return (await shown(deps, scope, [wanted], wanted))[0]!;
    }
  },
});

/** @param current what is published */
async function shown(deps: ApiDeps, scope: TenantScope, revisions: readonly Revision[], current: Revision | null): Promise<RevisionView[]> {
  const parentOf = async ({ parent }: Revision): Promise<Revision | null> => (parent ? deps.revisions.get(scope, parent) : null);
  const steps = await Promise.all(revisions.map(async (revision) => ({ revision, parent: await parentOf(revision) })));
  const changed = steps.flatMap(({ revision, parent }) => changedDocuments(parent, revision));
  const [names, authors] = await Promise.all([fileNames(deps, scope, changed), namesOf(deps, scope, revisions)]);
  return steps.map(({ revision, parent }) => presentRevision(revision, { parent, current, names, authors }));
}

/** Documents that are read at once: an import changes thousands. */
const AT_ONCE = 32;

/** Null of a document that is gone. */
async function fileNames(
  { documents }: ApiDeps,
  scope: TenantScope,
  documentIds: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, string | null>> {
  const ids = [...new Set(documentIds)];
  const names = new Map<DocumentId, string | null>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const read = ids.slice(from, from + AT_ONCE).map(async (id) => names.set(id, (await documents.get(scope, id))?.fileName ?? null));
    await Promise.all(read);
  }
  return names;
}

/** Names of people and addresses of sites. */
async function namesOf({ users, sites }: ApiDeps, scope: TenantScope, revisions: readonly Revision[]): Promise<ReadonlyMap<string, string>> {
  const authors = [...new Set(revisions.map(authorOf))].filter((author) => author !== null);
  const [people, all] = await Promise.all([namesOfUsers(users, authors), authors.some((id) => id.startsWith('sit_')) ? sites.list(scope) : []]);
  return new Map([...people, ...all.map(({ _id, address }) => [_id, address] as const)]);
}

export const revisionRoutes = [list, publish];
