/** The OpenAPI document: valid by an independent reader, complete by its own rules, and the one that the client was made from. */
import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './openapi.ts';
import { TAGS } from './openapi-parts.ts';
import { ROUTES } from './routes.ts';

type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: unknown;
  responses: Record<string, { headers?: Record<string, unknown> }>;
};
const document = JSON.parse(JSON.stringify(openApiDocument('1.0.0'))) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    responses: Record<string, { headers?: Record<string, unknown>; content: Record<string, unknown> }>;
    schemas: Record<string, { examples?: unknown[] }>;
  };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

test('is a valid document of OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('holds every route once, under an id that is a name', () => {
  expect(operations).toHaveLength(ROUTES.length);
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z][A-Za-z]{1,60}$/.test(id))).toEqual([]);
});

test('every operation says what it does, to whom it is open and where it belongs', () => {
  const headings = TAGS.map(({ name }) => name);
  for (const { operationId, summary, description, tags, security } of operations) {
    expect([operationId, summary.length > 5, description.length > 10]).toEqual([operationId, true, true]);
    expect(headings).toEqual(expect.arrayContaining(tags));
    expect(Array.isArray(security)).toBe(true);
  }
  expect(headings.filter((name) => !operations.some(({ tags }) => tags.includes(name)))).toEqual([]);
});

test('every parameter of a path is declared, and every refusal is a problem', () => {
  for (const { operationId, path, parameters = [], responses } of operations) {
    const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    expect([operationId, named.sort()]).toEqual([operationId, [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '503', 'default']));
  }
  for (const { content } of Object.values(document.components.responses)) expect(Object.keys(content)).toEqual(['application/problem+json']);
});

test('every change takes a key, unless its answer is a credential; every credential may be refused', () => {
  for (const { operationId, method, parameters = [], security, responses } of operations) {
    const keyed = parameters.some(({ in: place, name }) => place === 'header' && name === 'Idempotency-Key');
    expect([operationId, keyed]).toEqual([operationId, method !== 'get' && security.length > 0]);
    expect([operationId, '422' in responses && '409' in responses]).toEqual([operationId, keyed]);
    expect([operationId, '401' in responses && '403' in responses]).toEqual([operationId, security.length > 0]);
  }
});

test('limits are told on every answer, and when to come back on a refusal', () => {
  for (const { responses } of operations) {
    const success = Object.entries(responses).find(([code]) => /^[23]/.test(code))?.[1];
    expect(Object.keys(success?.headers ?? {})).toEqual(expect.arrayContaining(['RateLimit', 'RateLimit-Policy']));
  }
  for (const name of ['TooMany', 'Unavailable']) expect(document.components.responses[name]?.headers).toHaveProperty('Retry-After');
});

test('every list is paged, but the log itself, which is read by seq, and what has a bounded number of rows', () => {
  const whole = ['readEntries', 'readAsVisitor', 'listSecrets', 'listRevisions', 'listSites'];
  const lists = operations.filter(({ operationId }) => /^list/.test(operationId));
  const unpaged = lists.filter(({ parameters = [] }) => !['limit', 'cursor'].every((name) => parameters.some((one) => one.name === name)));
  expect(unpaged.map(({ operationId }) => operationId).filter((id) => !whole.includes(id))).toEqual([]);
});

test('the first requests that anybody makes have an example', () => {
  for (const name of ['OpenSession', 'SendAsVisitor', 'SendAsAgent', 'SignIn', 'MakeApiKey'])
    expect(document.components.schemas[name]?.examples).toHaveLength(1);
});

test('the client was made from it, to the last type', () => {
  const program = fileURLToPath(new URL('../../infra/dev/generate-client.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program, '--check'], { encoding: 'utf8' });
  expect([status, stderr.includes('npm run generate:client')]).toEqual([0, false]);
});
