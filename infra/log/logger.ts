/** The one logger. JSON lines on stderr in production; no message text, secret or address of a person ever reaches it. */
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.ts';

export type { Logger };

/** Paths that are blanked wherever they turn up; the list has a test. */
const REDACTED = ['authorization', 'cookie', 'password', 'token', 'accessToken', 'text', 'email', 'value', 'secret', 'apiKey'] as const;

/** @param to where the lines go; standard error unless told */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL'>,
  name: string,
  to: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  const paths = REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `req.headers.${key}`]);
  return pino({ name, level: config.LOG_LEVEL, redact: { paths, censor: '[redacted]' } }, to);
}
