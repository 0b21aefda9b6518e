/** Every scalar of every route and frame refuses forty operator shapes, and every object every field that it does not declare. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { z } from 'zod';
import { faultsOf, type AnyRoute } from '../../../api/http/route.ts';
import { ROUTES } from '../../../api/http/routes.ts';
import { ClientFrame } from '../../../api/protocol/frames.ts';
import { COLLECTIONS } from '../../mongo/models/records.ts';
import { objectPlaces, scalarPlaces, withAt } from './places.ts';
import { fitting, jsonSchemaOf, type Pool } from './schema-values.ts';
import { ECHO, SHAPES } from './shapes.ts';

const pool: Pool = { ids: {}, words: ['returns', 'robin@people.example'], named: {} };

type Door = [name: string, schema: z.ZodType];
const parts = (declared: AnyRoute): Door[] =>
  (['params', 'query', 'body'] as const).flatMap((part): Door[] => {
    const schema = declared[part] as z.ZodType | undefined;
    return schema ? [[`${part} of ${declared.name}`, schema]] : [];
  });
const doors: Door[] = [...ROUTES.flatMap(parts), ['frame', ClientFrame]];
const writes = doors.filter(([name]) => name.startsWith('body') || name === 'frame');

/** Of each door a few values that it accepts, so that unions and optional fields are met, too. */
function samples(schema: z.ZodType): unknown[] {
  const tried = fc.sample(fitting(jsonSchemaOf(schema), pool), { numRuns: 120, seed: 7 });
  const accepted = tried.filter((value) => schema.safeParse(value).success);
  // A schema with a rule over several fields meets no accident: what nearly fits has the same places.
  return (accepted.length > 0 ? accepted : tried).slice(0, 3);
}

const before = Object.getOwnPropertyNames(Object.prototype).join();

test('there are at least forty shapes', () => expect(SHAPES.length).toBeGreaterThanOrEqual(40));

describe('operator shapes', () => {
  test.each(doors)('%s', (_name, schema) => {
    for (const value of samples(schema))
      for (const place of scalarPlaces(value))
        for (const { name, shape } of SHAPES) {
          const parsed = schema.safeParse(withAt(value, place, shape));
          if (parsed.success) throw new Error(`${name} is accepted at ${place.join('.') || 'the top'}: ${JSON.stringify(parsed.data)}`);
          expect(JSON.stringify(faultsOf(parsed.error, 'body'))).not.toContain(ECHO);
        }
  });
});

const SPRAYED = 'zq-sprayed';

/** Names of fields that are stored anywhere, and of the prototype. */
const STORED = [
  ...new Set(Object.values(COLLECTIONS).flatMap(({ schema }) => ['_id', ...Object.keys(schema.paths).map((path) => path.split('.')[0]!)])),
];
const NAMES = [...STORED, '__proto__', 'constructor', 'prototype', 'id', 'userId', '$set', '$where', 'toString', ECHO];

describe('fields that nobody declared', () => {
  test('stored fields are many', () => expect(STORED.length).toBeGreaterThan(60));
  test.each(writes)('%s', (_name, schema) => {
    for (const value of samples(schema)) {
      if (!schema.safeParse(value).success) continue;
      for (const place of objectPlaces(value))
        for (const name of NAMES) {
          const inner = place.reduce<unknown>((so, key) => (so as Record<string | number, unknown>)[key], value) as object;
          if (Object.hasOwn(inner, name)) continue;
          const parsed = schema.safeParse(withAt(value, [...place, name], SPRAYED));
          // An optional field of the same name is declared; and zod's records leave `__proto__` behind without a word.
          if (parsed.success && JSON.stringify(parsed.data).includes(SPRAYED) && !declares(schema, name))
            throw new Error(`${name} is let in at ${place.join('.') || 'the top'}`);
          if (!parsed.success) expect(JSON.stringify(faultsOf(parsed.error, 'body'))).not.toContain(ECHO);
        }
    }
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });
});

const declares = (schema: z.ZodType, name: string): boolean => JSON.stringify(jsonSchemaOf(schema)).includes(`"${name}":{`);
