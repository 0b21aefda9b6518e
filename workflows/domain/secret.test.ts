import { expect, test } from '@jest/globals';
import { format, inspect } from 'node:util';
import { createLogger } from '../../infra/log/logger.ts';
import { Secret } from './secret.ts';

const VALUE = 'sk-a-value-that-nobody-may-read';

test('a secret is hidden from everything that prints', () => {
  const secret = new Secret(VALUE);
  const lines: string[] = [];
  const log = createLogger({ LOG_LEVEL: 'info' }, 'test', { write: (line) => void lines.push(line) });
  log.info({ held: secret, deep: { list: [secret] } }, 'logged');
  const shown = [
    `${secret}`,
    String(secret),
    secret + '',
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    format('%s %o %O %j', secret, secret, secret, secret),
    JSON.stringify({ ...secret }),
    JSON.stringify(Object.entries(secret)),
    JSON.stringify(structuredClone({ secret })),
    new Error(`refused ${secret}`).stack,
    ...lines,
  ].join('\n');
  expect(shown).not.toContain(VALUE.slice(4, 12));
  expect(lines.join()).toContain('[secret]');
  expect(secret.reveal()).toBe(VALUE);
});

test('people see the last four characters of a long one and nothing of a short one', () => {
  expect(new Secret(VALUE).lastFour).toBe('read');
  expect(new Secret('short').lastFour).toBe('');
});
