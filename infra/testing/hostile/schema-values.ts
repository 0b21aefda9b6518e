/**
 * Values by JSON schema: what a schema asks for, drawn from a pool of what really exists where it asks for an id, and the same
 * with something wrong in it.
 */
import fc from 'fast-check';
import { z } from 'zod';
import { ECHO, SHAPES } from './shapes.ts';

export type JsonSchema = {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  $ref?: string;
};

/** What really exists: ids by their prefix, words that mean something, and what a field of a name is likely to ask for. */
export type Pool = { ids: Record<string, readonly string[]>; words: readonly string[]; named: Record<string, readonly unknown[]> };

/** What a caller may send to a schema. */
export function jsonSchemaOf(schema: unknown): JsonSchema {
  const whole = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as unknown as JsonSchema;
  const defined = (whole as { $defs?: Record<string, JsonSchema> }).$defs ?? {};
  /** None of ours names itself. */
  const inlined = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(inlined);
    if (part === null || typeof part !== 'object') return part;
    const { $ref } = part as JsonSchema;
    if (typeof $ref === 'string') return inlined(defined[$ref.replace('#/$defs/', '')]);
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, key === '$defs' ? undefined : inlined(one)]));
  };
  return inlined(whole) as JsonSchema;
}

/** Most of them are accepted. */
export function fitting(schema: JsonSchema, pool: Pool): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => fitting(one, pool)));
  if (schema.allOf) return fitting(schema.allOf[0]!, pool);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return fittingObject(schema, pool);
    case 'array':
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((one) => fitting(one, pool)));
      return fc.array(typeof schema.items === 'object' ? fitting(schema.items, pool) : fc.jsonValue(), {
        maxLength: Math.min(4, schema.maxItems ?? 4),
      });
    case 'string':
      return fittingText(schema, pool);
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: Math.max(schema.minimum ?? -5, -1e15), max: Math.min(schema.maximum ?? 1e13, 1e15) }),
        fc.constantFrom(...[schema.minimum ?? 0, schema.maximum ?? 1, Math.max(schema.minimum ?? 1, 1)]),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.oneof(fc.nat({ max: 200 }), fc.jsonValue());
  }
}

function fittingObject({ properties = {}, required = [], propertyNames, additionalProperties }: JsonSchema, pool: Pool): fc.Arbitrary<unknown> {
  const known = fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, likely(name, one, pool)])), {
    requiredKeys: required.filter((name) => name in properties),
    noNullPrototype: true,
  });
  if (typeof additionalProperties !== 'object') return known;
  const names = propertyNames ? (fittingText(propertyNames, pool) as fc.Arbitrary<string>) : fc.string({ maxLength: 8 });
  const more = fc.dictionary(names, fitting(additionalProperties, pool), { maxKeys: 3, noNullPrototype: true });
  return fc.tuple(known, more).map(([left, right]) => ({ ...left, ...right }));
}

function likely(name: string, schema: JsonSchema, pool: Pool): fc.Arbitrary<unknown> {
  const known = Object.hasOwn(pool.named, name) ? pool.named[name]! : [];
  const fits = fitting(schema, pool);
  return known.length === 0 ? fits : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fits });
}

function fittingText({ pattern, format, minLength = 0, maxLength = 40 }: JsonSchema, { ids, words }: Pool): fc.Arbitrary<unknown> {
  const [, prefix] = /^\^?\(?(?:\?:)?([a-z]{3})_/.exec(pattern ?? '') ?? [];
  if (prefix) {
    const unknown = `${prefix}_${'0'.repeat(26)}`;
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...(ids[prefix] ?? []), unknown) }, { weight: 1, arbitrary: fc.constant(unknown) });
  }
  if (format === 'date-time') return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2040-01-01') }).map((at) => at.toISOString());
  if (format === 'email')
    return fc.oneof(
      fc.constantFrom(...words.filter((word) => word.includes('@'))),
      fc.nat().map((n) => `${ECHO}${n}@people.example`),
    );
  if (format === 'uri') return fc.constantFrom('https://shop.example', 'http://localhost', `https://${ECHO}.example/x?y`);
  if (pattern) return fc.oneof(matching(pattern), fc.constantFrom(...words));
  return fc.oneof(
    fc.constantFrom(...words),
    fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 30) }).map((text) => (ECHO + text).slice(0, maxLength)),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  );
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    // What the generator cannot read of a pattern is met by the words and the hostile values alone.
    return fc.string();
  }
}

/** A value that fits and then has one, two or three things wrong with it. */
export const spoilt = (fits: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(fits, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...DEEDS), hostileValue), { minLength: 1, maxLength: 3 }))
    .map(([value, deeds]) => deeds.reduce((so, [where, deed, hostile]) => spoil(so, where, deed, structuredClone(hostile)), structuredClone(value)));

const DEEDS = ['replace', 'replace', 'replace', 'drop', 'add', 'wrap', 'double'] as const;

/** Nothing that any schema of ours asks for, or far more of it than it wants. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SHAPES.map(({ shape }) => shape)) },
  { weight: 2, arbitrary: fc.jsonValue() },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[
        null,
        true,
        -1,
        0,
        1e308,
        9007199254740993,
        -0.5,
        '',
        ' ',
        '\u0000',
        '\ud800',
        '../../etc/passwd',
        '%00',
        '${7*7}',
        '{{7*7}}',
        "' or 1=1 --",
      ],
      ...['<script>alert(1)</script>', 'NaN', '1e999', '٣', '\u202e\u2066', 'a'.repeat(5_000), '9'.repeat(400), [], {}, [[]], [null]],
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '2026-13-45T99:99:99Z', '+275760-09-13T00:00:00.001Z', '0000-00-00T00:00:00Z'],
      ECHO,
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** Changes the `where`-th place of a value, counted round. Keys are defined, not assigned: one of them may be `__proto__`. */
function spoil(value: unknown, where: number, deed: (typeof DEEDS)[number], hostile: unknown): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const root = { root: value };
  const walk = (holder: Record<string, unknown>, key: string): void => {
    places.push({ holder, key });
    const inner = holder[key];
    if (inner !== null && typeof inner === 'object') for (const name of Object.keys(inner)) walk(inner as Record<string, unknown>, name);
  };
  walk(root, 'root');
  const { holder, key } = places[where % places.length]!;
  const put = (target: object, name: string, what: unknown) =>
    Object.defineProperty(target, name, { value: what, enumerable: true, configurable: true, writable: true });
  const inner = holder[key];
  if (deed === 'drop' && holder !== (root as object)) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (deed === 'add' && inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
    put(inner, EXTRA_KEYS[where % EXTRA_KEYS.length]!, hostile);
  } else if (deed === 'wrap') put(holder, key, where % 2 ? [inner] : { $ne: inner });
  else if (deed === 'double' && Array.isArray(inner)) inner.push(...(structuredClone(inner) as unknown[]));
  else put(holder, key, hostile);
  return root.root;
}

const EXTRA_KEYS = ['__proto__', 'constructor', 'prototype', 'tenantId', 'role', 'author', 'createdAt', '_id', '$where', '$set', 'a.b', '', ECHO];
