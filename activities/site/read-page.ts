/** Reads one page of a site: what it says becomes a document, where it leads is handed back. */
import { createHash } from 'node:crypto';
import type { FetchedPage } from '../../infra/ports/page-fetcher.ts';
import type { Deps } from '../deps.ts';
import type { Site, SitePage } from '../../workflows/domain/site.ts';
import { syncBatch } from '../../workflows/domain/revisions.ts';
import { asksForPassword, canonicalOf, isNoindex, linksOf, locationsOf, pageUrl, textOf } from './links.ts';
import { mayRead } from './robots.ts';

type Served = Extract<FetchedPage, { type: 'page' | 'map' }>;
type Needs = Pick<Deps, 'fetcher' | 'reader' | 'documents' | 'storeUpload'>;
/** `links` of this page that a sync goes on with, and whether those of them are followed in turn. */
export type PageRead = { page: SitePage; links: string[]; follow: boolean; bytes: number };

/** Of maps: an index, its maps, and no further. */
const MAP_DEPTH = 2;

export async function readPage(deps: Needs, site: Site, page: SitePage, signal: AbortSignal): Promise<PageRead> {
  const skipped = (reason: SitePage['reason'], links: string[] = [], bytes = 0): PageRead => ({
    page: { ...page, state: 'skipped', reason },
    links,
    follow: page.follow,
    bytes,
  });
  if (!mayRead(site.robots.rules, page.url)) return skipped('robots');
  const fetched = await deps.fetcher.fetch(page.url, { delayMs: site.robots.delayMs, signal });
  if (fetched.type === 'skipped') return skipped(fetched.reason);
  if (fetched.type === 'redirect') {
    const to = pageUrl(fetched.to, page.url, site.address);
    if (!to || to === page.url) return skipped('redirect');
    return { page: { ...page, state: 'map', reason: null }, links: [to], follow: page.follow, bytes: 0 };
  }
  const { bytes, noindex } = fetched;
  const text = textOf(bytes);
  if (fetched.type === 'map') {
    if (page.depth > MAP_DEPTH) return skipped('notAPage', [], bytes.length);
    return { page: { ...page, state: 'map', reason: null }, links: locationsOf(text, page.url), follow: false, bytes: bytes.length };
  }
  const links = page.follow ? linksOf(text, page.url) : [];
  if (noindex || isNoindex(text)) return skipped('noindex', links, bytes.length);
  const canonical = canonicalOf(text, page.url);
  if (canonical && canonical !== page.url) {
    // The first page is the site: where it leads is read in its place.
    if (page.depth === 0) return { page: { ...page, state: 'map', reason: null }, links: [canonical], follow: page.follow, bytes: bytes.length };
    return skipped('duplicate', [canonical, ...links], bytes.length);
  }
  const kept = await keepPage(deps, site, page, fetched, signal);
  return kept.reason ? skipped(kept.reason, links, bytes.length) : { page: kept, links, follow: page.follow, bytes: bytes.length };
}

/** The page with its document. The same bytes are not read again, and the same text is not embedded again. */
async function keepPage(deps: Needs, site: Site, page: SitePage, { bytes, charset }: Served, signal: AbortSignal): Promise<SitePage> {
  const scope = { tenantId: site.tenantId };
  const bytesHash = hashOf(bytes);
  const before = page.documentId ? await deps.documents.get(scope, page.documentId) : null;
  if (before?.state === 'searchable' && page.bytesHash === bytesHash) return { ...page, state: 'unchanged', reason: null };
  const reading = await deps.reader.read('text/html', bytes, { signal, served: { charset } });
  if (reading.type === 'refused') return { ...page, reason: 'unreadable' };
  // Somebody who signs in is shown more; the door itself answers nothing.
  if (reading.text.length < DOOR_CHARS && asksForPassword(textOf(bytes))) return { ...page, reason: 'refused' };
  if (!reading.text.trim()) return { ...page, reason: 'empty' };
  const title = /^# (.+)$/m.exec(reading.text)?.[1] ?? reading.title ?? new URL(page.url).pathname;
  // As Markdown: what changes at each call of a page, and is no part of what it says, makes no new version.
  const markdown = Buffer.from(/^# /m.test(reading.text) ? reading.text : `# ${title}\n\n${reading.text}`);
  const same = await deps.documents.byContent(scope, hashOf(markdown));
  if (same && same.fileName !== page.url) return { ...page, reason: 'duplicate' };
  const upload = {
    fileName: page.url,
    title: title.slice(0, TITLE_CHARS),
    url: page.url,
    batch: syncBatch(site._id, site.sync),
    mediaType: 'text/markdown',
    bytes: markdown,
  } as const;
  const document = await deps.storeUpload(scope, upload);
  const isSame = before?.state === 'searchable' && before.versionId === document.versionId;
  return { ...page, state: isSame ? 'unchanged' : 'read', reason: null, documentId: document._id, bytesHash };
}

const TITLE_CHARS = 200;
/** Of a page that asks for a password: less is its door, more a page with a door in it. */
const DOOR_CHARS = 600;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
