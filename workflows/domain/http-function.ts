/**
 * Functions that a tenant declares: an address of its own system that a model may call with arguments. They are part of the settings,
 * so every turn names the version that it followed. Secrets stand beside them, under a name, and join a call when it is sent.
 */
import type { ToolKind } from './effects.ts';
import { faultOfOutsideAddress } from './outside-address.ts';
import type { FunctionSecretName } from './secret.ts';
import type { Parameters } from './turn.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `{secret}` in the value stands for the secret of that name. */
export type FunctionHeader = { name: string; value: string; secret: FunctionSecretName | null };

export type HttpFunction = {
  /** What a model calls it; unique in the tenant. */
  name: string;
  description: string;
  parameters: Parameters;
  method: (typeof METHODS)[number];
  /** https, with `{parameter}` in its path or query. What it does not name goes into the query of a GET or DELETE, else into a JSON body. */
  url: string;
  headers: FunctionHeader[];
  /** From the call to the last byte of its answer. */
  timeoutMs: number;
  /** `read` changes nothing; `keyed` does a thing once an `Idempotency-Key`; `once` knows no keys, so it is never sent twice. */
  kind: ToolKind;
};

/** Of one tenant. */
export const FUNCTIONS_MOST = 20;
/** Within what the engine gives a call, ms. */
export const TIMEOUT_MS = { least: 500, most: 8_000 } as const;
/** Names of the product's own tools. */
export const OWN_TOOLS: readonly string[] = ['escalate', 'search_knowledge', 'resolve'];

/** What sounds like one of our ids: `id`, `orderId`, `tenant`, `visitor_id`. Ids of a customer's own systems have other names: `order`. */
const AN_ID = /^id$|Ids?$|_ids?$|^(tenant|visitor|conversation|user)$/;
export const soundsLikeOurId = (parameter: string): boolean => AN_ID.test(parameter);

const HOLE = /\{([^{}]*)\}/g;
const SECRET = '{secret}';

/** Names of the parameters in an address, in their order. */
const holesIn = (url: string): string[] => [...url.matchAll(HOLE)].map(([, name]) => name!);

/** What is wrong with the address of a function, for people; null when it may be called. */
export function faultOfFunctionUrl({ url, parameters }: Pick<HttpFunction, 'url' | 'parameters'>): string | null {
  const open = url.indexOf('{');
  const authority = /^https:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
  // Who chooses an argument must not choose whom it is sent to.
  if (open >= 0 && open < authority) return 'Parameters belong into the path or the query.';
  if (url.includes('#')) return 'Leave out what stands behind #.';
  const stray = holesIn(url).find((name) => !parameters.required.includes(name));
  if (stray !== undefined) return `{${stray}} must be a required parameter.`;
  const plain = url.replace(HOLE, 'x');
  return /[{}]/.test(plain) ? 'A brace is not closed.' : faultOfOutsideAddress(plain);
}

/** What is wrong with a header, for people; null when it may be sent. */
export const faultOfHeader = ({ value, secret }: Pick<FunctionHeader, 'value' | 'secret'>): string | null =>
  value.includes(SECRET) === (secret !== null) ? null : `Name a secret and write ${SECRET} where it belongs, or neither.`;

export const withSecret = ({ value }: Pick<FunctionHeader, 'value'>, secret: string): string => value.replaceAll(SECRET, () => secret);

export type FunctionCall = { url: string; body: string | null };

/**
 * The address and body of one call.
 *
 * @returns null when an argument would leave its place in the address
 */
export function callOfFunction(
  { method, url, parameters }: Pick<HttpFunction, 'method' | 'url' | 'parameters'>,
  args: Readonly<Record<string, string | number | boolean>>,
): FunctionCall | null {
  const named = holesIn(url);
  // A step up or nowhere in a path is another address than the tenant has written down.
  if (named.some((name) => /^\.{0,2}$/.test(String(args[name] ?? '').trim()))) return null;
  const filled = new URL(url.replace(HOLE, (_hole, name: string) => encodeURIComponent(String(args[name]))));
  const rest = Object.entries(args).filter(([name]) => !named.includes(name) && Object.hasOwn(parameters.properties, name));
  if (method !== 'GET' && method !== 'DELETE') return { url: filled.href, body: JSON.stringify(Object.fromEntries(rest)) };
  for (const [name, value] of rest) filled.searchParams.set(name, String(value));
  return { url: filled.href, body: null };
}
