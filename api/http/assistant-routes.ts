/** Pausing and resuming the assistant of a tenant: one durable operation over all its conversations, with progress. */
import type { SwitchMove } from '../../workflows/domain/assistant.ts';
import { notFound } from '../../workflows/domain/errors.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { presentAssistant, presentOperation } from '../present/assistant.ts';
import { AssistantView, OperationParams, OperationView } from '../protocol/assistant.ts';
import { route, staff } from './route.ts';

const read = route({
  name: 'readAssistant',
  method: 'get',
  path: '/assistant',
  summary: 'Whether the assistant answers, and the operation that moved its switch last',
  policy: staff('conversation.read'),
  reply: AssistantView,
  async handle({ staff: { scope } }, { assistant }) {
    const switches = await assistant.switches(scope);
    const own = switches.find(({ target }) => target === scope.tenantId);
    return presentAssistant(switches, own ? await assistant.operation(scope, own.operationId) : null);
  },
});

/** The operation's id follows from the request's key: a repeat asks for the same one again and reads how far it is. */
const ask = (name: string, move: SwitchMove, summary: string) =>
  route({
    name,
    method: 'post',
    path: `/assistant/${move}`,
    summary,
    policy: staff('assistant.switch'),
    status: 202,
    reply: OperationView,
    audit: { instead: 'The operation writes a row in every tenant that it reaches, under its own key.' },
    async handle({ staff: { scope, userId, keyId }, requestKey }, deps) {
      const _id = deps.derivedId('opr', scope.tenantId, userId, move, requestKey);
      const asked = { move, by: userId, target: scope.tenantId };
      const nothing = { total: null, done: 0, skipped: 0, failed: 0 };
      const operation = await deps.assistant.ask(scope, { ...asked, ...nothing, _id, state: 'asked', askedAt: deps.now(), endedAt: null });
      if (operation.state === 'asked') await deps.engine.switchAssistant({ ...asked, operationId: _id, ...(keyId ? { keyId } : {}) });
      return presentOperation(operation);
    },
  });

const pause = ask(
  'pauseAssistant',
  'pause',
  'The assistant of this tenant falls silent in every conversation; what is begun meanwhile waits for people',
);
const resume = ask('resumeAssistant', 'resume', 'The assistant of this tenant goes on, and answers what waited');

const operation = route({
  name: 'readOperation',
  method: 'get',
  path: '/assistant/operations/{operationId}',
  summary: 'How far an operation is',
  policy: staff('conversation.read'),
  binds: { operationId: 'tenant' },
  params: OperationParams,
  reply: OperationView,
  handle: ({ staff: { scope }, params }, deps) => show(deps, scope, params.operationId),
});

async function show({ assistant }: ApiDeps, scope: TenantScope, operationId: `opr_${string}`) {
  const found = await assistant.operation(scope, operationId);
  if (!found) throw notFound();
  return presentOperation(found);
}

export const assistantRoutes = [read, pause, resume, operation];
