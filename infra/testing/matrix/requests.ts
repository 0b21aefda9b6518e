/** A request to a route: its ids put where its declaration has them, the rest of it made from its schemas. */
import fc from 'fast-check';
import type { z } from 'zod';
import { idPositions, type IdPosition } from '../../../api/guard/bindings.ts';
import { positionsOf, type AnyRoute } from '../../../api/http/route.ts';
import { fitting, jsonSchemaOf } from '../hostile/schema-values.ts';
import { SPECIAL } from './special.ts';
import type { Caller } from './callers.ts';

export type Sent = { method: string; path: string; query: Record<string, string>; body: unknown; file: string | null };
export type Answer = { status: number; text: string; code: string };
/** Ids by position. An optional one that is not named is left out. */
export type Ids = Record<string, string>;

/** Fields whose patterns nothing is drawn for. */
const NAMED = {
  challengeId: [`chl_${'x'.repeat(43)}`],
  token: [`inv_${'x'.repeat(43)}`],
  code: ['00000000', '000000'],
  password: ['a password of ten'],
  next: ['a password of ten'],
};

const samples = new Map<AnyRoute, unknown>();

/** A body that the schema accepts; the same each time. @throws RangeError when none is found: it then stands in `special.ts` */
function bodyOf(declared: AnyRoute): unknown {
  const special = SPECIAL[declared.name]?.body;
  if (special) return structuredClone(special);
  if (!samples.has(declared)) {
    const schema = declared.body as z.ZodType;
    const drawn = fc.sample(fitting(jsonSchemaOf(schema), { ids: {}, named: NAMED, words: ['word', 'someone@people.example'] }), {
      numRuns: 300,
      seed: 5,
    });
    const fits = drawn.find((one) => schema.safeParse(one).success);
    if (fits === undefined) throw new RangeError(`The matrix finds no body for ${declared.name}: give one in infra/testing/matrix/special.ts.`);
    samples.set(declared, fits);
  }
  return structuredClone(samples.get(declared));
}

export function requestTo(declared: AnyRoute, ids: Ids, more: { query?: Record<string, string>; body?: Record<string, unknown> } = {}): Sent {
  const { params, query, body } = declared;
  const special = SPECIAL[declared.name];
  const inQuery = idPositions(query as z.ZodType | undefined).filter(({ path }) => ids[path] !== undefined);
  const sentBody = body ? withIds(bodyOf(declared), idPositions(body as z.ZodType), ids) : undefined;
  return {
    method: declared.method.toUpperCase(),
    path: declared.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = (params && ids[name]) ?? special?.params?.[name];
      if (value === undefined)
        throw new RangeError(`The matrix has no \`${name}\` for ${declared.name}: give one in infra/testing/matrix/special.ts.`);
      return encodeURIComponent(value);
    }),
    query: { ...special?.query, ...Object.fromEntries(inQuery.map(({ path }) => [path, ids[path]!])), ...more.query },
    body: sentBody && more.body ? { ...sentBody, ...more.body } : sentBody,
    file: declared.file ?? null,
  };
}

function withIds(body: unknown, positions: readonly IdPosition[], ids: Ids): object {
  const filled = body as Record<string, unknown>;
  for (const { path } of positions) {
    if (!/^\w+$/.test(path)) throw new RangeError(`The matrix cannot put an id at \`${path}\` yet: teach it in infra/testing/matrix/requests.ts.`);
    if (ids[path] === undefined) delete filled[path];
    else filled[path] = ids[path];
  }
  return filled;
}

export const positions = (declared: AnyRoute): IdPosition[] => positionsOf(declared);

/** The same request id each time, so that equal answers are equal byte for byte. */
export async function ask(
  url: string,
  { method, path, query, body, file }: Sent,
  { authorization, tenant }: Pick<Caller, 'authorization' | 'tenant'>,
): Promise<Answer> {
  const asked = new URLSearchParams(query).toString();
  const response = await fetch(`${url}/api/v1${path}${asked && `?${asked}`}`, {
    method,
    redirect: 'manual',
    headers: {
      'x-request-id': 'matrix',
      ...(authorization === null ? {} : { authorization }),
      ...(tenant === undefined ? {} : { 'parley-tenant': tenant }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(file === null ? {} : { body: aFile(file) }),
  });
  const text = await response.text();
  return { status: response.status, text, code: response.status < 400 ? '' : codeIn(text) };
}

function aFile(field: string): FormData {
  const form = new FormData();
  form.append(field, new Blob(['# Matrix\n\nA document.\n'], { type: 'text/markdown' }), 'matrix.md');
  return form;
}

export function codeIn(text: string): string {
  try {
    return String((JSON.parse(text) as { code?: unknown }).code ?? '');
  } catch {
    return '';
  }
}
