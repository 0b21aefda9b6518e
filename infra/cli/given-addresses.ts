/** The servers that the environment names, for processes that start none of their own. */
import { ConfigError, type Config } from '../config/config.ts';
import type { Addresses } from './compose/parts.ts';

/** @throws {ConfigError} naming every variable that is missing */
export function givenAddresses({ MONGODB_URI, TEMPORAL_ADDRESS, TEMPORAL_UI_URL, REDIS_URL }: Config): Addresses {
  const missing = Object.entries({ MONGODB_URI, TEMPORAL_ADDRESS, REDIS_URL }).flatMap(([name, value]) =>
    value ? [] : [`  ${name}: needed when api and workers are processes of their own`],
  );
  if (missing.length > 0) throw new ConfigError(`The configuration is not valid:\n${missing.join('\n')}`);
  const note = { adapter: 'given by the environment', note: '' };
  return {
    mongoUri: MONGODB_URI!,
    temporalAddress: TEMPORAL_ADDRESS!,
    temporalUiUrl: TEMPORAL_UI_URL ?? null,
    notes: { mongo: note, temporal: note },
  };
}
