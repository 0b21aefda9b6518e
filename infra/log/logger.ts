/** The one logger. JSON lines on stderr in production; no message text, secret or address of a person ever reaches it. */
import { pino, type Logger } from 'pino';
import type { Config } from '../config/config.ts';

export type { Logger };

/** Paths that are blanked wherever they turn up; the list has a test. */
export const REDACTED = ['authorization', 'cookie', 'password', 'token', 'accessToken', 'text', 'email'] as const;

export function createLogger(config: Pick<Config, 'LOG_LEVEL' | 'NODE_ENV'>, name: string): Logger {
  const paths = REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `req.headers.${key}`]);
  return pino({ name, level: config.LOG_LEVEL, redact: { paths, censor: '[redacted]' } }, pino.destination({ fd: 2, sync: true }));
}
