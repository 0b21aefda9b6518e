import { expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';

test("people's words, addresses and credentials are blanked, at the top and inside", () => {
  const lines: string[] = [];
  const log = createLogger({ LOG_LEVEL: 'info' }, 'test', { write: (line) => void lines.push(line) });
  const secrets = {
    authorization: 'S1',
    cookie: 'S2',
    password: 'S3',
    token: 'S4',
    accessToken: 'S5',
    text: 'S6',
    email: 'S7',
    value: 'S8',
    secret: 'S9',
    apiKey: 'SA',
  };

  log.info(secrets, 'at the top');
  log.info({ body: secrets }, 'one deep');
  log.info({ req: { headers: secrets } }, 'two deep');

  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toMatch(/S[1-9A]/);
  expect(lines[0]).toContain('[redacted]');
});
