/**
 * What makes an installation open to strangers or careless with messages, looked at before it takes the first one. In production
 * such a start is refused; elsewhere it is said. `parley doctor` says the same.
 */
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { faultOfOutsideAddress } from '../../workflows/domain/outside-address.ts';
import { ConfigError, type Config } from '../config/config.ts';
import { parseKeys } from '../secrets/local/keyring.ts';
import { argon2Passwords } from '../identity/passwords.ts';
import { within } from '../circuit/breaker.ts';
import { closeParts } from './compose/open-parts.ts';
import type { Parts } from './compose/parts.ts';
import { DEMO_LOGIN } from './demo-login.ts';

export type Danger = {
  /** `grave` ones stop a start in production. */
  degree: 'grave' | 'slight';
  /** What is wrong and what to do, in a sentence or two. */
  note: string;
};

/** What is known once the servers answer. */
export type Found = {
  /** The write concern of our connection. */
  writes: { w?: unknown; journal?: unknown };
  /** How far our clock is from that of MongoDB, ms. */
  skewMs: number;
  /** Whether MongoDB has a second copy of what it acknowledged. */
  replicated: boolean;
  /** Whether somebody can sign in with the login of the demo. */
  demoLogin: boolean;
};

/** Deadlines are met by the clocks of several machines, ms. */
const SKEW_MS = 2_000;
/** The database has so long, ms. */
const PATIENCE_MS = 5_000;
const MIN_KEY_BYTES_THAT_DIFFER = 12;

/** @param temporalIsLocked whether the connection to Temporal has TLS or a key */
export function dangersOf(config: Config, temporalIsLocked: boolean, found: Found | null = null): Danger[] {
  const { NODE_ENV, HOST, PUBLIC_URL, PARLEY_DEMO, PARLEY_MASTER_KEY, REDIS_URL, TEMPORAL_ADDRESS, QDRANT_URL, QDRANT_API_KEY } = config;
  const production = NODE_ENV === 'production';
  const reachable = !isThisMachine(PUBLIC_URL ? new URL(PUBLIC_URL).hostname : HOST);
  const dangers: (Danger | false)[] = [
    !production &&
      reachable &&
      slight('Others can reach this, and NODE_ENV is not production: chats open on every site, anybody may sign up, the demo login is shown.'),
    production && reachable && PARLEY_DEMO && grave('PARLEY_DEMO is on: its login is known to everybody. Set PARLEY_DEMO=0.'),
    PARLEY_MASTER_KEY !== undefined &&
      parseKeys(PARLEY_MASTER_KEY).some(({ bytes }) => new Set(bytes).size < MIN_KEY_BYTES_THAT_DIFFER) &&
      grave('PARLEY_MASTER_KEY is no random key. Make one: openssl rand -base64 32.'),
    TEMPORAL_ADDRESS !== undefined &&
      !temporalIsLocked &&
      isPublic(TEMPORAL_ADDRESS) &&
      grave('Temporal is spoken to over the internet without TLS or a key: set TEMPORAL_API_KEY or TEMPORAL_TLS, or put it into a private network.'),
    production &&
      QDRANT_URL !== undefined &&
      QDRANT_API_KEY === undefined &&
      grave('Qdrant is used without a key: whoever reaches it reads every tenant. Switch its API key on and set QDRANT_API_KEY.'),
    QDRANT_URL !== undefined &&
      isPublic(new URL(QDRANT_URL).host) &&
      !QDRANT_URL.startsWith('https:') &&
      grave('Qdrant is spoken to over the internet without TLS: use https://, or put it into a private network.'),
    REDIS_URL !== undefined &&
      isPublic(new URL(REDIS_URL).host) &&
      (!REDIS_URL.startsWith('rediss:') || new URL(REDIS_URL).password === '') &&
      grave('Redis is spoken to over the internet without TLS or a password: use rediss:// with one, or put it into a private network.'),
  ];
  if (found) {
    const { writes, skewMs, replicated, demoLogin } = found;
    dangers.push(
      (writes.w !== 'majority' || writes.journal !== true) &&
        grave('MongoDB acknowledges before a majority has written: take w and journal out of MONGODB_URI.'),
      Math.abs(skewMs) > SKEW_MS && grave(`The clock is ${Math.round(skewMs / 1_000)} s away from that of MongoDB: synchronise both (NTP).`),
      production && !replicated && slight('MongoDB is a single server: what it acknowledged is lost with its disk. Use a replica set.'),
      production &&
        reachable &&
        !PARLEY_DEMO &&
        demoLogin &&
        grave(`${DEMO_LOGIN.email} can sign in with the password of the demo: change it, or delete the demo tenant.`),
    );
  }
  return dangers.filter((one) => one !== false);
}

/** The parts of a process that takes messages, looked at before the first one. @throws {ConfigError} as `checkStart` does, with everything closed */
export async function openChecked(config: Config, open: () => Promise<Parts>): Promise<Parts> {
  const parts = await open();
  try {
    await checkStart(config, parts);
    return parts;
  } catch (error) {
    await closeParts(parts);
    throw error;
  }
}

/** @throws {ConfigError} in production, naming every grave danger; elsewhere they are logged */
export async function checkStart(config: Config, parts: Pick<Parts, 'connection' | 'users' | 'log'>): Promise<void> {
  const production = config.NODE_ENV === 'production';
  // A database that goes away just now is no danger: whoever starts copes with that by itself.
  const found = await within(PATIENCE_MS, () => look(parts, production)).catch((error: Error) => {
    parts.log.warn({ reason: error.name }, 'the database could not be asked how safe it is');
    return null;
  });
  const dangers = dangersOf(config, isTemporalLocked(), found);
  const graves = dangers.filter(({ degree }) => degree === 'grave');
  if (production && graves.length > 0) throw new ConfigError(`Parley does not start like this:\n${graves.map(({ note }) => `  ${note}`).join('\n')}`);
  for (const { note } of dangers) parts.log.warn({ danger: note }, 'this installation is in danger');
}

/** Our connection to Temporal as the environment and its configuration file give it. */
export function isTemporalLocked(): boolean {
  const { tls, apiKey } = loadClientConnectConfig().connectionOptions;
  return Boolean(tls) || apiKey !== undefined;
}

async function look({ connection, users }: Pick<Parts, 'connection' | 'users'>, production: boolean): Promise<Found> {
  const asked = Date.now();
  // `hello` by its older name, which the stand-in knows too.
  const { localTime, setName } = (await connection.db!.command({ isMaster: 1 })) as { localTime?: Date; setName?: string };
  // Halfway between question and answer it was that time there.
  const skewMs = localTime ? (asked + Date.now()) / 2 - localTime.getTime() : 0;
  const { w, journal } = connection.getClient().options.writeConcern ?? {};
  const user = production ? await users.byEmail(DEMO_LOGIN.email) : null;
  const demoLogin = user !== null && (await argon2Passwords().matches(DEMO_LOGIN.password, user.passwordHash));
  return { writes: { w, journal }, skewMs, replicated: setName !== undefined, demoLogin };
}

const grave = (note: string): Danger => ({ degree: 'grave', note });
const slight = (note: string): Danger => ({ degree: 'slight', note });
const isThisMachine = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
/** By its text alone: a name with a dot that is no private one, or a number outside the private ranges. */
function isPublic(address: string): boolean {
  const host = address.replace(/:\d+$/, '');
  if (/^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[)/.test(host)) return false;
  return /^[\d.]+$/.test(host) || faultOfOutsideAddress(`https://${host}`) === null;
}
