/** Watches a world from its first request to its end, and tells which canary was seen where it does not belong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from '../../cli/compose/parts.ts';
import { hashToken } from '../../identity/opaque-tokens.ts';
import { mintId } from '../../ids/mint.ts';
import { PLATFORM } from '../../../workflows/domain/audit.ts';
import { recorder, type Reader, type Recorder, type Sink } from './recorder.ts';
import { searchFiles, searchHistories, searchRecords, type Owners } from './remains.ts';

export type Leak = { sink: Sink; where: string; word: string; of: string; seenBy: string };
export type CanaryReport = {
  searched: Record<Sink, { texts: number; bytes: number }>;
  /** Canaries and ids that were looked for. */
  words: number;
  leaks: Leak[];
};

export type Watch = {
  into: Recorder;
  /** A tenant and its canary. */
  tenant(tenantId: string, canary: string): void;
  /** Reads what is left and judges everything that was seen; for the end of a world, and for who has planted a leak. */
  judge(parts: Parts): Promise<CanaryReport>;
};

export function watch(): Watch {
  const into = recorder();
  const canaries = new Map<string, string>();
  return {
    into,
    tenant(tenantId, canary) {
      canaries.set(canary, tenantId);
      into.watchFor(canary);
    },
    async judge(parts) {
      const owners = await searchRecords(parts, into);
      for (const tenantId of canaries.values()) owners.tenantOf.set(tenantId, tenantId);
      for (const [canary, tenantId] of canaries) owners.tenantOf.set(canary, tenantId);
      searchFiles(parts, new Set(owners.tenantOf.values()), into);
      await searchHistories(parts, into);
      return { searched: into.searched(), words: owners.tenantOf.size, leaks: leaksOf(into, owners) };
    },
  };
}

function leaksOf(into: Recorder, owners: Owners): Leak[] {
  const claimed = new Map<string, Set<string>>();
  for (const { reader } of into.sightings()) {
    const claims = reader.type === 'credential' ? claimsOf(reader.header) : null;
    if (claims) claimed.set(claims.sub, (claimed.get(claims.sub) ?? new Set()).add(claims.tenant));
  }
  return into.sightings().flatMap(({ sink, reader, where, words }) => {
    const owned = [...words].flatMap((word) => (owners.tenantOf.has(word) ? [{ word, of: owners.tenantOf.get(word)! }] : []));
    const mayKnow = readable(reader, owners, claimed);
    if (mayKnow === 'all') return [];
    // What names nobody as its reader may be about one tenant, and about one alone.
    const allowed = mayKnow ?? new Set(owned.slice(0, 1).map(({ of }) => of));
    return owned
      .filter(({ of }) => !allowed.has(of) && of !== PLATFORM)
      .map(({ word, of }) => ({ sink, where, word, of, seenBy: [...allowed].join(' ') || 'nobody' }));
  });
}

/** The tenants whose words a reader may see; null when the reader is not known, `all` for who manages every tenant. */
function readable(reader: Reader, owners: Owners, claimed: ReadonlyMap<string, Set<string>>): Set<string> | null | 'all' {
  if (reader.type === 'tenant') return reader.tenantId === PLATFORM ? 'all' : new Set([reader.tenantId]);
  if (reader.type === 'anyone') return null;
  const claims = claimsOf(reader.header);
  if (claims?.tenant === PLATFORM) return 'all';
  if (claims) return new Set([claims.tenant, ...(claimed.get(claims.sub) ?? []), ...(owners.people.get(claims.sub) ?? [])]);
  const hash = hashToken(reader.header.split(' ')[1] ?? '');
  const ofKey = owners.keyTokens.get(hash);
  if (ofKey === null) return 'all';
  const tenantId = ofKey ?? owners.visitorTokens.get(hash);
  return tenantId ? new Set([tenantId]) : null;
}

/** Of an access token, whoever made it: what it was good for is the product's business, whose it was stands in it. */
function claimsOf(header: string): { sub: string; tenant: string } | null {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(header) ?? [];
  if (!payload) return null;
  try {
    const { sub, tenant } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { sub?: string; tenant?: string };
    return sub && tenant ? { sub, tenant } : null;
  } catch {
    return null;
  }
}

/** For the report of the whole run; see `sum.mjs`. @param folder where it is gathered; nothing is written without one */
export function keepReport(folder: string | undefined, report: CanaryReport): void {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${mintId('evt')}.json`), JSON.stringify(report));
}

/** @throws naming every leak: a world in which one tenant saw another's word has failed, whatever its tests say */
export function refuseLeaks({ leaks }: CanaryReport): void {
  if (leaks.length === 0) return;
  const lines = leaks.slice(0, 20).map(({ sink, where, word, of, seenBy }) => `  ${sink}, ${where}: ${word} of ${of}, seen by ${seenBy}`);
  throw new Error(`Foreign canaries (${leaks.length}):\n${lines.join('\n')}`);
}
