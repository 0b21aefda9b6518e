/**
 * What the assistant can do outside in a run: two tools of a scripted company behind a provider with memory. One provider does a
 * thing once a key; the other knows no keys and does it as often as it is asked. Both lose an answer now and then.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tool } from '../../../activities/tools/tool.ts';
import type { StoredErrand } from './evidence.ts';

const LOSES_ONE_IN = 5;

export type ErrandServer = { readonly port: number; done(): readonly StoredErrand[]; close(): void };

export async function anErrandServer(): Promise<ErrandServer> {
  const done: StoredErrand[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    response.on('error', () => {});
    let body = '';
    request.on('error', () => {});
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { tool, key, ref } = JSON.parse(body) as Pick<StoredErrand, 'tool' | 'key' | 'ref'>;
      const known = tool === 'book_pickup' && done.some((errand) => errand.tool === tool && errand.key === key);
      if (!known) done.push({ tool, key, ref, at: Date.now() });
      if (++asked % LOSES_ONE_IN === 0) return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"It is done."}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    done: () => done,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param url of the provider */
export const errandTools = (url: string): Tool[] => [errand(url, 'book_pickup', 'keyed'), errand(url, 'send_text', 'once')];

const ANSWER_MS = 5_000;

const errand = (url: string, name: StoredErrand['tool'], kind: Tool['kind']): Tool => ({
  name,
  description: 'Runs an errand for the visitor.',
  policy: { reaches: 'conversation' },
  parameters: { type: 'object', properties: { ref: { type: 'string' } }, required: ['ref'], additionalProperties: false },
  kind,
  async run({ ref }, { effectKey: key }) {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ tool: name, key, ref }), signal: AbortSignal.timeout(ANSWER_MS) });
    return (await response.json()) as { text: string };
  },
});
