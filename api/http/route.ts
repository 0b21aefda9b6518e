/**
 * One declaration a route: where it is, who may call it, what it takes and gives, and whose the ids in it must be. Express routing,
 * validation and the OpenAPI document are made from it. A route without a policy, or with an unbound id, does not compile.
 */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import { invalidRequest, unauthenticated, type FieldFault } from '../../workflows/domain/errors.ts';
import type { Answer } from '../../infra/ports/answer-store.ts';
import type { IdPrefix } from '../../workflows/domain/ids.ts';
import type { Permission } from '../../workflows/domain/roles.ts';
import type { ApiDeps } from '../context.ts';
import { idPositions, mustBindAll, type Bindings, type Bound, type IdPosition } from '../guard/bindings.ts';
import { mustMay, mustOwn } from '../guard/guard.ts';
import { isKnownOwner, type Caller } from '../guard/owners.ts';
import { keyCallerOf, presentsApiKey } from '../middleware/api-key.ts';
import { actorOf, staffOf, type Staff, type Visitor } from '../middleware/authenticate.ts';
import { visitorOf } from '../middleware/visitor-session.ts';
import { audited, type Audit, type ChangeCall } from './audited.ts';
import { answeredOnce, answerOf, fingerprint, give, keyOf } from './kept-answers.ts';
import { toldLimits } from './limit-headers.ts';

export type Policy = { who: 'anyone'; because: string } | { who: 'visitor' } | { who: 'staff'; permission: Permission | null };

/** Nobody is asked for a credential, and why that is right. */
export const anyone = (because: string) => ({ who: 'anyone', because }) as const;
/** The owner of a visitor session. */
export const visitor = { who: 'visitor' } as const;
/** A user whose role has the permission; null for anybody who is signed in. */
export const staff = (permission: Permission | null) => ({ who: 'staff', permission }) as const;

type CallerOf<P extends Policy> = P extends { who: 'visitor' } ? { visitor: Visitor } : P extends { who: 'staff' } ? { staff: Staff } : unknown;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export type Call<P extends Policy, Params, Query, Body> = CallerOf<P> & {
  params: Parsed<Params>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  /** Names this request in its effects: the same when it is run again under the caller's Idempotency-Key. See `kept-answers.ts`. */
  requestKey: string;
  /** Id of the one thing of its kind that this request makes: the same when it is run again. The store must bear to be told twice. */
  newId: <N extends IdPrefix>(prefix: N) => `${N}_${string}`;
  request: Request;
  response: Response;
};

export type Route<P extends Policy = Policy, Params = unknown, Query = unknown, Body = unknown, Reply = unknown> = {
  /** Names the operation in OpenAPI and in tests. */
  name: string;
  method: 'get' | 'post' | 'put' | 'delete';
  /** OpenAPI style: `/conversations/{conversationId}`. */
  path: string;
  summary: string;
  policy: P;
  /** Whose each id in params, query and body must be; see `guard/bindings.ts`. A foreign one is 404 before `handle` runs. */
  binds?: Bindings;
  params?: Params;
  query?: Query;
  body?: Body;
  /** A multipart upload: the name of its one file field. */
  file?: string;
  /** Status of success; 200 with a reply, 204 without, unless said. */
  status?: number;
  reply?: Reply;
  /** Of a changing route of staff; see `audited.ts`. */
  audit?: Audit<Call<P, Params, Query, Body>>;
  handle(call: Call<P, Params, Query, Body>, deps: ApiDeps): Promise<Reply extends z.ZodType ? z.input<Reply> : void>;
};

/** Infers the types of a declaration. */
export const route = <P extends Policy, Params, Query, Body, Reply>(
  declared: Route<P, Params, Query, Body, Reply> & Bound<Params, Query, Body>,
): Route<P, Params, Query, Body, Reply> => declared;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of routes forgets what each of them takes
export type AnyRoute = Route<any, any, any, any, any>;

/** Reads a request's body; called once the caller is known, so that nobody else can make us read a large one. */
export type BodyReader = (declared: AnyRoute, request: Request, response: Response) => Promise<void>;

export function mount(router: Router, declared: AnyRoute, deps: ApiDeps, readBody: BodyReader): void {
  mustBindAll(declared.name, positionsOf(declared), declared.binds, isKnownOwner);
  const path = declared.path.replace(/\{(\w+)\}/g, ':$1');
  router[declared.method](path, async (request, response) => {
    const caller = await callerOf(declared.policy as Policy, request, deps);
    await readBody(declared, request, response);
    const key = keyOf(request.get('idempotency-key'));
    const told = { ...deps, limits: toldLimits(deps.limits, response) };
    const call = {
      ...asCall(caller),
      params: check(declared.params, request.params, 'params'),
      query: check(declared.query, request.query, 'query'),
      body: check(declared.body, request.body, 'body'),
      request,
      response,
    };
    const changer = changerOf(caller);
    const run = async (requestKey: string, begunAt: Date): Promise<Answer | null> => {
      if (caller) await mustOwn(caller, declared.binds, [call.params, call.query, call.body], deps);
      const newId: Call<Policy, unknown, unknown, unknown>['newId'] = (prefix) => deps.datedId(prefix, begunAt, requestKey);
      const handle = (): Promise<unknown> => declared.handle({ ...call, requestKey, newId }, told);
      const reply: unknown = changer ? await audited(declared, { ...call, ...changer, requestKey }, deps, handle) : await handle();
      return response.headersSent ? null : answerOf(declared, reply);
    };
    const once = key && caller && declared.method !== 'get' ? { ...askedBy(caller), key, asked: fingerprint(request) } : null;
    const answer = await (once ? answeredOnce(told, once, response, run) : run(deps.mintToken('idem'), deps.now()));
    if (answer) give(response, answer);
  });
}

/** In whose name an answer is kept. */
const askedBy = (caller: Caller) => ({
  scope: caller.scope,
  caller: caller.kind === 'visitor' ? caller.visitorId : (caller.keyId ?? caller.userId),
});

/** Every position of an id in what a route takes. */
export const positionsOf = ({ params, query, body }: Pick<AnyRoute, 'params' | 'query' | 'body'>): IdPosition[] =>
  [params, query, body].flatMap((schema) => idPositions(schema as z.ZodType | undefined));

async function callerOf(policy: Policy, request: Request, deps: ApiDeps): Promise<Caller | null> {
  switch (policy.who) {
    case 'anyone':
      return null;
    case 'visitor':
      return { kind: 'visitor', ...(await visitorOf(request, deps)) };
    case 'staff': {
      const found = presentsApiKey(request) ? await keyCallerOf(request, policy.permission, deps) : await staffOf(request, deps);
      if (!found) throw unauthenticated();
      const caller = { kind: 'staff', ...found } as const;
      mustMay(caller, policy.permission);
      return caller;
    }
    default:
      return policy satisfies never;
  }
}

const asCall = (caller: Caller | null): { visitor?: Visitor; staff?: Staff } =>
  !caller ? {} : caller.kind === 'visitor' ? { visitor: caller } : { staff: caller };

/** Whose changes the audit holds. Visitors have their log; who has no credential yet is noted where it gets one. */
const changerOf = (caller: Caller | null): Pick<ChangeCall, 'scope' | 'actor'> | null =>
  caller?.kind === 'staff' ? { scope: caller.scope, actor: actorOf(caller) } : null;

/** @throws {Problem} naming every faulty field; what was sent is never repeated */
function check(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw invalidRequest({ fields: faultsOf(parsed.error, where) });
}

export const faultsOf = (error: z.ZodError, where: string): FieldFault[] =>
  error.issues.slice(0, 20).map((issue) => ({
    // A key that is none was chosen by whoever sent it.
    path: [where, ...(issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path).map(String)].join('.'),
    message: issue.code === 'unrecognized_keys' ? 'There is a field here that is not known.' : issue.message,
  }));
