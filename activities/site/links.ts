/**
 * Where a page leads. Read by patterns that cannot run away: what comes from outside is built into a document in the reader's own
 * process alone.
 */
import { createHash } from 'node:crypto';
import type { SiteId } from '../../workflows/domain/ids.ts';

const LINK = /<a\s[^<>]{0,2000}?\bhref\s*=\s*(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})'|([^\s"'<>]{1,2000}))/gi;
const BASE = /<base\s[^<>]{0,500}?\bhref\s*=\s*["']?([^\s"'<>]{1,2000})/i;
const CANONICAL = /<link\s[^<>]{0,500}?\brel\s*=\s*["']?canonical\b[^<>]{0,2000}>/i;
const HREF = /\bhref\s*=\s*["']?([^\s"'<>]{1,2000})/i;
const PASSWORD = /<input\s[^<>]{0,500}?\btype\s*=\s*["']?password\b/i;
const META = /<meta\s[^<>]{0,500}>/gi;
const LOCATION = /<loc>([^<]{1,2000})<\/loc>/gi;
/** Said by the end of a path that is no page. */
const NO_PAGE =
  /\.(?:avif|bmp|css|csv|docx?|eot|exe|gif|gz|ico|jpe?g|js|json|m4a|mov|mp3|mp4|ogg|pdf|png|pptx?|rar|rss|svg|tar|tiff?|ttf|txt|wav|webm|webp|woff2?|xlsx?|zip)$/i;
const PACKED_MAP = /\.xml\.gz$/i;
/** Says where a visitor came from, not which page it is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$/i;
const MOST_CHARS = 1_000;

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The addresses that a page links to, of its own origin, each once, in order. */
export function linksOf(html: string, pageUrl: string): string[] {
  const base = absolute(BASE.exec(html)?.[1] ?? '', pageUrl)?.href ?? pageUrl;
  return sameOrigin(
    [...html.matchAll(LINK)].map(([, double, single, bare]) => double ?? single ?? bare ?? ''),
    base,
    pageUrl,
  );
}

/** The addresses that a sitemap, or an index of sitemaps, names. */
export const locationsOf = (xml: string, mapUrl: string): string[] =>
  sameOrigin(
    [...xml.matchAll(LOCATION)].map(([, to]) => to!.trim()),
    mapUrl,
    mapUrl,
  );

/** Whether the page itself asks to be left out of searches. */
export const isNoindex = (html: string): boolean =>
  [...html.matchAll(META)].some(([tag]) => /\bname\s*=\s*["']?(?:robots|parleybot)\b/i.test(tag) && /\b(?:noindex|none)\b/i.test(tag));

/** One form for every way to write the same address; null for another origin and for what is no page. */
export function pageUrl(to: string, base: string, site: string): string | null {
  const url = absolute(to, base);
  const { protocol, host } = new URL(site);
  if (!url || url.host !== host || !['http:', 'https:'].includes(url.protocol) || isFile(url.pathname)) return null;
  url.protocol = protocol;
  url.hash = '';
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href.length <= MOST_CHARS ? url.href : null;
}

/** The address under which a page says that it is to be known, on its own host; null where it says none. */
export function canonicalOf(html: string, here: string): string | null {
  const to = HREF.exec(CANONICAL.exec(html)?.[0] ?? '')?.[1];
  return to ? (sameOrigin([to], here, here)[0] ?? null) : null;
}

/** Whether it asks who is there. */
export const asksForPassword = (html: string): boolean => PASSWORD.test(html);

/** The id of a page, by its address. */
export const pageId = (siteId: SiteId, url: string): string => `${siteId}:${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;

const sameOrigin = (found: readonly string[], base: string, site: string): string[] => [
  ...new Set(found.flatMap((to) => pageUrl(to.replace(/&(?:amp|#38|#x26);/gi, '&'), base, site) ?? [])),
];

const isFile = (path: string): boolean => NO_PAGE.test(path) && !PACKED_MAP.test(path);

function absolute(to: string, base: string): URL | null {
  return URL.canParse(to, base) ? new URL(to, base) : null;
}
