/**
 * What every id that a caller sends is bound to. A declaration (route, verb) names each position of an id; one that is forgotten does not
 * compile where the types can say it, and else refuses at start.
 */
import type { z } from 'zod';
import { ID_PREFIXES, type IdPrefix } from '../../workflows/domain/ids.ts';

/** Of nouns: the prefixes of TypeIDs, and of a session of staff, whose id is random. */
export type NounPrefix = IdPrefix | 'fam';

/**
 * Whose an id must be; any other id is answered as one that does not exist. `tenant`: of the caller's tenant. `visitor`: of the calling
 * visitor. `caller`: of the calling person. `platform`: of the installation,
 * to whoever runs it. `heard`: this socket listens to it already. What is to be looked up for a word and a noun
 * stands in `owners.ts`. `unchecked` says why the guard need not look.
 */
export type Binding = 'tenant' | 'visitor' | 'caller' | 'platform' | 'heard' | { unchecked: string };
/** By the position's path, as `idPositions` writes it. */
export type Bindings = Record<string, Binding>;

type AnId = `${NounPrefix}_${string}`;
type IdKeyOf<T, K extends keyof T> = [NonNullable<T[K]>] extends [never]
  ? never
  : NonNullable<T[K]> extends AnId | readonly AnId[]
    ? K & string
    : never;
/** Names of the fields of a request that hold ids, as far as its types tell. */
type IdKeys<T> = 0 extends 1 & T ? never : T extends object ? { [K in keyof T]-?: IdKeyOf<T, K> }[keyof T] : never;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

type Needed<K extends string> = [K] extends [never] ? { binds?: Bindings } : { binds: { [id in K]: Binding } & Bindings };
/** A binding for each id of what is sent. */
export type Binds<Sent> = { [id in IdKeys<Sent>]: Binding } & Bindings;
/** Demands a binding for each id of these schemas. */
export type Bound<Params, Query, Body> = Needed<IdKeys<Parsed<Params>> | IdKeys<Parsed<Query>> | IdKeys<Parsed<Body>>>;

/** Where an id stands: `conversationId`, nested `a.id`, in a list `ids[]`, as the keys of a record `cursors{}`. */
export type IdPosition = { path: string; prefix: NounPrefix };

type Node = { def: { type: string; [part: string]: unknown } };

/** Every position of an id within a schema. */
export function idPositions(schema: z.ZodType | undefined, path = ''): IdPosition[] {
  if (!schema) return [];
  const { def } = schema as unknown as Node;
  const inner = (part: unknown, at = path): IdPosition[] => idPositions(part as z.ZodType, at);
  switch (def.type) {
    case 'template_literal': {
      const prefix = prefixOf(def.parts as unknown[]);
      return prefix ? [{ path, prefix }] : [];
    }
    case 'object':
      return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([name, field]) => inner(field, path ? `${path}.${name}` : name));
    case 'array':
      return inner(def.element, `${path}[]`);
    case 'record':
      return [...inner(def.keyType, `${path}{}`), ...inner(def.valueType, `${path}{}`)];
    case 'union':
      return uniqueByPath((def.options as z.ZodType[]).flatMap((option) => inner(option)));
    case 'intersection':
      return uniqueByPath([...inner(def.left), ...inner(def.right)]);
    case 'tuple':
      return uniqueByPath((def.items as z.ZodType[]).flatMap((item) => inner(item, `${path}[]`)));
    case 'pipe':
      return inner(def.in);
    default:
      return 'innerType' in def ? inner(def.innerType) : [];
  }
}

const uniqueByPath = (all: IdPosition[]): IdPosition[] => [...new Map(all.map((one) => [one.path, one])).values()];

const NOUNS: readonly string[] = [...ID_PREFIXES, 'fam'];
const prefixOf = ([first]: unknown[]): NounPrefix | null => {
  const prefix = typeof first === 'string' ? first.slice(0, -1) : '';
  return NOUNS.includes(prefix) ? (prefix as NounPrefix) : null;
};

/** The ids that a parsed value holds at a position; none where it was left out. */
export function idsAt(value: unknown, path: string): string[] {
  let found: unknown[] = [value];
  for (const name of path.split('.')) {
    const [, field = '', kind = ''] = /^(\w+)(\[\]|\{\})?$/.exec(name) ?? [];
    found = found.map((one) => (one as Record<string, unknown> | null | undefined)?.[field]).filter((one) => one !== undefined && one !== null);
    if (kind === '[]') found = found.flat();
    if (kind === '{}') found = found.flatMap((one) => Object.keys(one as object));
  }
  return found.filter((one): one is string => typeof one === 'string');
}

/** @throws RangeError for an id without a binding, a binding without an id, and a word that nothing is looked up for */
export function mustBindAll(
  name: string,
  positions: readonly IdPosition[],
  binds: Bindings = {},
  isKnown: (word: Binding, prefix: NounPrefix) => boolean,
): void {
  for (const { path, prefix } of positions) {
    const binding = binds[path];
    if (!binding) throw new RangeError(`${name}: say in \`binds\` what the id \`${path}\` is bound to (api/guard/bindings.ts).`);
    if (typeof binding === 'string' && !isKnown(binding, prefix))
      throw new RangeError(`${name}: nothing says how \`${path}\` (${prefix}) is bound to the ${binding}: a line in api/guard/owners.ts.`);
  }
  const idle = Object.keys(binds).find((path) => !positions.some((position) => position.path === path));
  if (idle) throw new RangeError(`${name}: \`binds\` names \`${idle}\`, where no id stands.`);
}
