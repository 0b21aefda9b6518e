import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './config.ts';

test('an empty environment is a working development installation', () => {
  expect(loadConfig({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', NODE_ENV: 'development', PARLEY_DEMO: true });
});

test('every fault is named at once, and nothing of a secret is repeated', () => {
  const start = () => loadConfig({ PORT: 'http', MONGODB_URI: 'postgres://user:hunter2@db', LOG_LEVEL: 'loud' });
  expect(start).toThrow(ConfigError);
  expect(start).toThrow(/PORT[\s\S]*LOG_LEVEL|LOG_LEVEL[\s\S]*PORT/);
  expect(start).toThrow(/MONGODB_URI: must begin with mongodb:/);
  expect(start).not.toThrow(/hunter2/);
});

test('a secret may be a mounted file; one that cannot be read is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
  try {
    writeFileSync(join(folder, 'key'), 'sk-test\n');
    expect(loadConfig({ OPENAI_API_KEY_FILE: join(folder, 'key') }).OPENAI_API_KEY).toBe('sk-test');
    expect(() => loadConfig({ OPENAI_API_KEY_FILE: join(folder, 'none') })).toThrow(/OPENAI_API_KEY_FILE.*cannot be read/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the demo and its known password are off in production unless they are asked for', () => {
  expect(loadConfig({ NODE_ENV: 'production' }).PARLEY_DEMO).toBe(false);
  expect(loadConfig({ NODE_ENV: 'production', PARLEY_DEMO: '1' }).PARLEY_DEMO).toBe(true);
});
