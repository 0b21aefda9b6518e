/** Uploads a folder into the knowledge of a tenant, as the console would: unchanged files are left alone, bad ones are told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { contentHashOf, storeUpload } from '../../../api/http/store-upload.ts';
import { kindOf } from '../../../api/http/upload-kind.ts';
import type { Document } from '../../../workflows/domain/document.ts';
import { documentDuplicate, documentTooLarge, Problem } from '../../../workflows/domain/errors.ts';
import type { DocumentId, TenantScope } from '../../../workflows/domain/ids.ts';
import { DOCUMENT_BYTES } from '../../../workflows/domain/limits.ts';
import { mintId } from '../../ids/mint.ts';
import { allDocuments } from '../../../api/all-documents.ts';
import type { Parts } from '../compose/parts.ts';
import type { CorpusFile } from '../eval/corpus.ts';

export type Imported = {
  /** Paths below the folder. */
  searchable: string[];
  unchanged: string[];
  /** With the reason, for people. */
  refused: { path: string; reason: string }[];
  failed: { path: string; reason: string }[];
  /** Stored, and prepared as soon as a worker runs. */
  waiting: string[];
};

const LOOK_EVERY_MS = 500;
/** Silent for longer than this a process of workers has ended, ms. */
const STALE_MS = 15_000;

/** @param say told how far it is */
export async function importFolder(parts: Parts, scope: TenantScope, files: readonly CorpusFile[], say: (line: string) => void): Promise<Imported> {
  const imported: Imported = { searchable: [], unchanged: [], refused: [], failed: [], waiting: [] };
  const begun = new Map<DocumentId, string>();
  const batch = `import:${randomUUID()}`;
  for (const file of files) {
    const document = await uploaded(parts, scope, file, batch).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      imported.refused.push({ path: file.path, reason: reasonOf(error) });
      say(`${file.path}: ${reasonOf(error)}`);
    });
    if (document?.state === 'searchable') imported.unchanged.push(file.path);
    else if (document) begun.set(document._id, file.path);
  }
  const known = await whenSettled(parts, scope, begun.size, new Set(begun.keys()), say);
  for (const [id, path] of begun) {
    const document = known.get(id);
    if (document?.state === 'searchable') imported.searchable.push(path);
    else if (document?.state === 'failed') imported.failed.push({ path, reason: document.failure ?? '' });
    else imported.waiting.push(path);
  }
  for (const { path, reason } of imported.failed) say(`${path}: ${reason}`);
  return imported;
}

async function uploaded(parts: Parts, scope: TenantScope, { path, read }: CorpusFile, batch: string): Promise<Document> {
  const bytes = await read();
  if (bytes.length > DOCUMENT_BYTES) throw documentTooLarge({ detail: `A document may have ${DOCUMENT_BYTES / 2 ** 20} MiB.` });
  const mediaType = await kindOf(path, bytes);
  const same = await parts.documents.byContent(scope, contentHashOf(bytes));
  if (same && same.fileName !== path) throw documentDuplicate({ detail: `The same content is already there as ${same.fileName}.` });
  return storeUpload({ ...parts, mintId }, scope, { fileName: path, batch, mediaType, bytes });
}

const reasonOf = ({ message, details }: Problem): string => details.fields?.map((field) => field.message).join(' ') ?? message;

/** The documents as they are when all of them are searchable or have failed, or when nobody works on them. */
async function whenSettled({ workers, ...parts }: Parts, scope: TenantScope, all: number, open: Set<DocumentId>, say: (line: string) => void) {
  for (let told = 0; ;) {
    const known = new Map((open.size > 0 ? await allDocuments(parts, scope) : []).map((document) => [document._id, document]));
    const left = [...open].filter((id) => !['searchable', 'failed'].includes(known.get(id)?.state ?? 'failed')).length;
    if (all - left > told) say(`${(told = all - left)} of ${all} documents`);
    if (left === 0) return known;
    if (!(await workers.all()).some(({ at }) => Date.now() - at.getTime() < STALE_MS)) {
      say('No worker runs: what is stored is prepared as soon as one does.');
      return known;
    }
    await sleep(LOOK_EVERY_MS);
  }
}
