/** A fresh tenant that knows a folder: each file goes through the production upload and its ingestion workflow. */
import { setTimeout as sleep } from 'node:timers/promises';
import { storeUpload } from '../../../api/http/store-upload.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { DEMO_SETTINGS } from '../../dev/demo/settings.ts';
import { mintId } from '../../ids/mint.ts';
import { allDocuments } from '../../../api/all-documents.ts';
import type { Parts } from '../compose/parts.ts';
import type { CorpusFile } from './corpus.ts';
import { inTurn } from './in-turn.ts';

const UPLOADS_AT_ONCE = 4;

export async function aTenant({ tenants, settings }: Parts): Promise<TenantScope> {
  const { _id: tenantId } = await tenants.create({ _id: mintId('tnt'), slug: 'eval', name: 'the company' });
  // The demo's words for handing over and its floor; nothing that speaks of the demo shop.
  await settings.save(
    { tenantId },
    { ...DEMO_SETTINGS, assistantName: 'the assistant', greeting: '', suggestions: [], instructions: '', author: 'eval' },
  );
  return { tenantId };
}

/**
 * Returns when every file is searchable or has failed, and tells of those that failed and how many there are to be asked of.
 *
 * @returns the path of a document's id
 */
export async function learn(parts: Parts, scope: TenantScope, files: readonly CorpusFile[], say: (line: string) => void) {
  await inTurn(files, UPLOADS_AT_ONCE, async ({ path, mediaType, read }) => {
    await storeUpload({ ...parts, mintId }, scope, { fileName: path, mediaType, bytes: await read() });
  });
  let told = Date.now();
  for (;;) {
    const documents = await allDocuments(parts, scope);
    const open = documents.filter(({ state }) => state !== 'searchable' && state !== 'failed').length;
    if (open === 0) {
      const failed = documents.filter(({ state }) => state === 'failed');
      for (const { fileName, failure } of failed) say(`${fileName} cannot be read: ${failure}`);
      say(`${documents.length - failed.length} of ${documents.length} documents are in place.`);
      const paths = new Map(documents.map(({ _id, fileName }) => [String(_id), fileName]));
      return (documentId: string): string => paths.get(documentId) ?? documentId;
    }
    if (Date.now() - told > 2_000) say(`${documents.length - open} of ${documents.length} documents`);
    if (Date.now() - told > 2_000) told = Date.now();
    await sleep(200);
  }
}
