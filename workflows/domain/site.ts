/** Sites of a tenant whose pages are knowledge, and what is remembered of each page from one sync to the next. */
import type { DocumentId, SiteId, TenantId } from './ids.ts';

export const SITE_STATES = ['waiting', 'reading', 'synced', 'failed', 'removing'] as const;
export type SiteState = (typeof SITE_STATES)[number];

/** Why a page gave no document. */
export const PAGE_FAULTS = [
  'robots',
  'noindex',
  'redirect',
  'gone',
  'refused',
  'unreachable',
  'tooLarge',
  'notAPage',
  'unreadable',
  'empty',
  'duplicate',
] as const;
export type PageFault = (typeof PAGE_FAULTS)[number];

/** Why a sync came to nothing: what is wrong with its first page, with robots.txt, or with us. */
export type SiteFault = PageFault | 'robotsUnreachable' | 'internal';
export const SITE_FAULTS = [...PAGE_FAULTS, 'robotsUnreachable', 'internal'] as const;

/** Which bound ended a sync before the site did. */
export const SITE_LIMITS = ['pages', 'bytes', 'depth', 'time'] as const;
export type SiteLimit = (typeof SITE_LIMITS)[number];

/** What one sync may take. */
export const SITE = {
  /** Pages that are asked for. */
  pages: 500,
  /** Of one page. */
  pageBytes: 2 * 1024 * 1024,
  /** Of all pages. */
  bytes: 100 * 1024 * 1024,
  /** Links between the first page and the last. */
  depth: 8,
  /** From its begin to its last page, ms. */
  totalMs: 4 * 3_600_000,
  /** Between two calls of one host, ms; what robots.txt asks for is obeyed up to `mostDelayMs`. */
  delayMs: 1_000,
  mostDelayMs: 10_000,
  /** Syncs in a row that do not find a page, until it is removed. */
  misses: 2,
  /** Sites of a tenant. */
  most: 20,
  /** Skipped pages that are told by name. */
  toldSkips: 50,
} as const;

/** One line of robots.txt that is about us. */
export type RobotsRule = { allow: boolean; path: string };
export type Robots = { rules: RobotsRule[]; delayMs: number };

export type Site = {
  _id: SiteId;
  tenantId: TenantId;
  /** Of the start page, or of a sitemap. */
  address: string;
  /** Between two syncs; null: by hand alone. */
  everyHours: number | null;
  state: SiteState;
  failure: SiteFault | null;
  /** The bound that this sync met. */
  limit: SiteLimit | null;
  /** Which sync this is, from 1; 0 before the first. */
  sync: number;
  /** The workflow run that makes it, null or `TO_GO_ON` while it waits for one; a repeat of its begin is not another sync. */
  run: string | null;
  robots: Robots;
  progress: SiteProgress;
  startedAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
  createdBy: string;
};

/** In the place of a site's `run` when its doors have opened again: whoever takes up the sync that waits, it is not the run that left it. */
export const TO_GO_ON = 'toGoOn';

/** Of the present sync, or of the last one. */
export type SiteProgress = {
  found: number;
  /** New and changed pages. */
  read: number;
  unchanged: number;
  skipped: number;
  removed: number;
  bytes: number;
  /** The first of them. */
  skips: { url: string; reason: PageFault }[];
};

export const NO_PROGRESS: SiteProgress = { found: 0, read: 0, unchanged: 0, skipped: 0, removed: 0, bytes: 0, skips: [] };

export type SitePage = {
  /** `<siteId>:<first 32 hex digits of sha-256 of the url>`. */
  _id: string;
  tenantId: TenantId;
  siteId: SiteId;
  url: string;
  /** Links from the first page. */
  depth: number;
  /** Whether its links lead further; those of pages in a sitemap do not. */
  follow: boolean;
  /** The last sync that found it. */
  sync: number;
  /** Its place among what that sync found. */
  order: number;
  state: 'waiting' | 'read' | 'unchanged' | 'map' | 'skipped';
  reason: PageFault | null;
  documentId: DocumentId | null;
  /** Of the bytes as they came, hex: the same again need not be read again. */
  bytesHash: string | null;
  /** Syncs in a row that did not find it, and the last of them. */
  misses: number;
  missedIn: number;
};

/** Faults that say the page is no longer meant to be read; the others may pass. */
const LASTING: readonly PageFault[] = ['robots', 'noindex', 'redirect', 'gone', 'notAPage', 'empty', 'duplicate'];

/**
 * Whether a finished sync has missed a page.
 *
 * @param whole the sync saw the whole site; what it did not come to says nothing otherwise
 */
export function isMissed(page: SitePage, { sync, whole }: { sync: number; whole: boolean }): boolean {
  if (page.sync < sync) return whole;
  // What was a page leads elsewhere now.
  if (page.state === 'map') return page.documentId !== null;
  return page.state === 'skipped' && page.reason !== null && LASTING.includes(page.reason);
}
