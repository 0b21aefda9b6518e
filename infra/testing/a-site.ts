/** Somebody else's website on this machine: its pages may be changed and taken away, and it keeps who asked for what and when. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SitePageOfTest =
  string | { status: number; headers?: Record<string, string>; body?: string | Uint8Array; /** Sent piece by piece, without an end. */ drips?: true };
export type SiteOfTest = {
  url: string;
  /** By path. A text is a page of status 200. */
  pages: Map<string, SitePageOfTest>;
  asked: { path: string; at: number; userAgent: string; together: number }[];
  close(): Promise<void>;
};

export async function aSite(pages: Record<string, SitePageOfTest>): Promise<SiteOfTest> {
  const held = new Map(Object.entries(pages));
  const asked: SiteOfTest['asked'] = [];
  let open = 0;
  const server = createServer((request, response) => {
    const path = request.url!;
    asked.push({ path, at: performance.now(), userAgent: request.headers['user-agent'] ?? '', together: ++open });
    response.once('close', () => open--);
    const page = held.get(path) ?? { status: 404 };
    const { status, headers = {}, body = '', drips = false } = typeof page === 'string' ? { status: 200, body: page } : page;
    response.writeHead(status, { 'content-type': path.endsWith('.xml') ? 'application/xml' : 'text/html; charset=utf-8', ...headers });
    if (!drips) return void response.end(body);
    const drop = setInterval(() => response.write('<p>'), 20);
    response.once('close', () => clearInterval(drop));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: held,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A page with a menu, and whatever stands in its middle. */
export const aPage = (title: string, text: string, links: readonly string[] = []): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><nav>${links.map((to) => `<a href="${to}">${to}</a>`).join(' ')}</nav>` +
  `<main><h1>${title}</h1><p>${text}</p></main><footer>Footer</footer></body></html>`;
