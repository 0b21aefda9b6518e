/** Every way of this process to another one over TCP, as tests see it: what was connected to, and what was kept from it. */
import { isIP, Socket } from 'node:net';

type Seen = { attempts: string[]; strangers: string[]; declared: ReadonlySet<string> };

// On the prototype, which all test files of a jest worker share.
const SEEN = Symbol.for('parley.connects');
const watched = Socket.prototype as typeof Socket.prototype & { [SEEN]?: Seen };

/**
 * From now on a socket that goes to another machine is destroyed before it connects.
 *
 * @param declared hosts, by name or number, that may be reached
 */
export function watchConnects(declared: readonly string[]): void {
  const seen: Seen = (watched[SEEN] ??= { attempts: [], strangers: [], declared: new Set() });
  seen.declared = new Set(declared);
  if (Object.hasOwn(watched.connect, SEEN)) return;
  const connect = watched.connect as (...args: unknown[]) => Socket;
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (host === null) return connect.apply(this, args);
    const refuse = (address: string): Socket => {
      seen.strangers.push(address);
      return this.destroy(new Error(`A test reached for ${address}.`));
    };
    if (isIP(host) && !isHere(host, seen)) return refuse(host);
    // A name is allowed or not by where it leads.
    this.on('lookup', (error: Error | null, address: string) => {
      if (!error && !seen.declared.has(host) && !isHere(address, seen)) refuse(address);
    });
    this.on('connectionAttempt', (ip: string, port: number) => void seen.attempts.push(`${ip}:${port}`));
    return connect.apply(this, args);
  };
  watched.connect = Object.assign(guarded, { [SEEN]: true });
}

/** What was kept from connecting since this was last asked. */
export const takeStrangers = (): string[] => watched[SEEN]?.strangers.splice(0) ?? [];
/** What was connected to since this was last asked, `ip:port`. */
export const takeAttempts = (): string[] => watched[SEEN]?.attempts.splice(0) ?? [];

const isHere = (address: string, { declared }: Seen): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address) || declared.has(address);

/** Null for a socket file. The arguments are those of `connect`, or what Node has made of them: an array. */
function hostOf(args: unknown[]): string | null {
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string; host?: string };
    return path ? null : (host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null;
  return typeof second === 'string' ? second : 'localhost';
}
