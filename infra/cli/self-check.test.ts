import { expect, test } from '@jest/globals';
import { loadConfig } from '../config/config.ts';
import { dangersOf, type Found } from './self-check.ts';

const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ+v3dyrHwJkE=';
const WELL: Found = { writes: { w: 'majority', journal: true }, skewMs: 40, replicated: true, demoLogin: false };
const inProduction = { NODE_ENV: 'production', PUBLIC_URL: 'https://support.example.com', HOST: '0.0.0.0', PARLEY_MASTER_KEY: KEY };
const dangers = (env: Record<string, string>, found: Partial<Found> | null = {}, locked = true) =>
  dangersOf(loadConfig(env), locked, found && { ...WELL, ...found });

test('an installation as the documents have it, and a machine of a developer, are in no danger', () => {
  expect(dangers(inProduction)).toEqual([]);
  expect(dangers({ ...inProduction, TEMPORAL_ADDRESS: 'temporal:7233', REDIS_URL: 'redis://redis:6379' }, {}, false)).toEqual([]);
  expect(dangers({ ...inProduction, TEMPORAL_ADDRESS: '10.0.0.7:7233', REDIS_URL: 'redis://172.16.0.1:6379' }, {}, false)).toEqual([]);
  expect(dangers({ ...inProduction, QDRANT_URL: 'http://qdrant:6333', QDRANT_API_KEY: 'a key' })).toEqual([]);
  expect(dangers({}, { replicated: false, demoLogin: true })).toEqual([]);
  expect(dangers({ NODE_ENV: 'production', PARLEY_DEMO: '1', PUBLIC_URL: 'http://localhost:3000', HOST: '0.0.0.0' })).toEqual([]);
});

test.each<[string, Record<string, string>, Partial<Found>, boolean?]>([
  ['PARLEY_DEMO is on', { PARLEY_DEMO: '1' }, {}],
  ['is no random key', { PARLEY_MASTER_KEY: Buffer.alloc(32).toString('base64') }, {}],
  ['is no random key', { PARLEY_MASTER_KEY: `${KEY},${Buffer.from('abcd'.repeat(8)).toString('base64')}` }, {}],
  ['Temporal is spoken to', { TEMPORAL_ADDRESS: 'engine.example.com:7233' }, {}, false],
  ['Temporal is spoken to', { TEMPORAL_ADDRESS: '93.184.216.34:7233' }, {}, false],
  ['Redis is spoken to', { REDIS_URL: 'redis://:password@bus.example.com:6379' }, {}],
  ['Redis is spoken to', { REDIS_URL: 'rediss://bus.example.com:6379' }, {}],
  ['Qdrant is used without a key', { QDRANT_URL: 'http://qdrant:6333' }, {}],
  ['Qdrant is spoken to over the internet', { QDRANT_URL: 'http://qdrant.example.com:6333', QDRANT_API_KEY: 'a key' }, {}],
  ['before a majority has written', {}, { writes: { w: 1, journal: true } }],
  ['before a majority has written', {}, { writes: { w: 'majority', journal: false } }],
  ['before a majority has written', {}, { writes: {} }],
  ['The clock is 3 s away', {}, { skewMs: 2_600 }],
  ['The clock is -3 s away', {}, { skewMs: -2_600 }],
  ['can sign in with the password of the demo', {}, { demoLogin: true }],
])('%s: grave, with %j', (note, env, found, locked = true) => {
  expect(dangers({ ...inProduction, ...env }, found, locked)).toEqual([{ degree: 'grave', note: expect.stringContaining(note) }]);
});

test.each<[string, Record<string, string>, Partial<Found>]>([
  ['NODE_ENV is not production', { HOST: '0.0.0.0' }, {}],
  ['NODE_ENV is not production', { PUBLIC_URL: 'https://support.example.com' }, {}],
  ['MongoDB is a single server', inProduction, { replicated: false }],
])('%s: slight', (note, env, found) => {
  expect(dangers(env, found)).toEqual([{ degree: 'slight', note: expect.stringContaining(note) }]);
});

test('without a server that answers, what the configuration shows is said all the same', () => {
  expect(dangers({ ...inProduction, PARLEY_DEMO: '1' }, null)).toHaveLength(1);
});
