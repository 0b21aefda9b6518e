/** The address of a client behind as many proxies as the installation says that it has. */
import type { IncomingMessage } from 'node:http';

/** @param proxies how many stand in front of us; what lies before them in the header was said by the client and counts for nothing */
export function clientIp({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, proxies: number): string {
  const said = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((one) => one.trim());
  return (proxies > 0 ? said.filter(Boolean).at(-proxies) : undefined) ?? socket.remoteAddress ?? 'unknown';
}
