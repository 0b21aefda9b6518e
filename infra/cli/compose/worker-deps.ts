/** What activities receive of the parts, and what is made of them: the eraser of a tenant, uploads, prices. */
import type { Deps } from '../../../activities/deps.ts';
import { deleteDocuments } from '../../../api/http/delete-document.ts';
import { storeUpload } from '../../../api/http/store-upload.ts';
import type { Price } from '../../../workflows/domain/budget.ts';
import type { Config } from '../../config/config.ts';
import { derivedId, mintId } from '../../ids/mint.ts';
import type { TenantEraser } from '../../ports/tenant-eraser.ts';
import type { Parts } from './parts.ts';

export function workerDeps(parts: Parts): Omit<Deps, 'closing'> {
  const { engine, ...rest } = parts;
  return {
    ...rest,
    eraser: eraserOf(parts),
    prices: pricesOf(parts.config),
    storeUpload: (scope, upload) => storeUpload({ ...parts, mintId }, scope, upload),
    async deleteDocuments(scope, ids, batch) {
      const found = await Promise.all(ids.map((id) => parts.documents.get(scope, id)));
      const there = found.filter((document) => document !== null);
      await deleteDocuments(parts, scope, there, { batch });
    },
    ring: engine.ring,
    command: engine.command,
    mintId,
    derivedId,
    now: () => new Date(),
  };
}

const eraserOf = ({ engine, sites, vectors, files, secrets, tenantDesk }: Parts): TenantEraser => ({
  async workflows(scope) {
    // The schedules first: they would start what is forgotten behind it.
    for (const { _id: siteId } of await sites.list(scope)) await engine.forgetSite({ ...scope, siteId });
    return engine.forgetWorkflowsOf(scope);
  },
  vectors: (scope) => vectors.removeTenant(scope),
  files: (scope) => files.removeTenant(scope),
  secrets: (scope) => secrets.removeTenant(scope),
  people: tenantDesk.erasePeople,
  records: tenantDesk.eraseRecords,
});

function pricesOf(config: Config): Deps['prices'] {
  const { OPENAI_PRICE_INPUT: input, OPENAI_PRICE_OUTPUT: output } = config;
  const { OPENAI_FALLBACK_PRICE_INPUT: secondInput = input, OPENAI_FALLBACK_PRICE_OUTPUT: secondOutput = output } = config;
  const priceOf = (read: number | undefined, written: number | undefined): Price =>
    read === undefined || written === undefined ? null : { input: read, output: written };
  return { model: priceOf(input, output), fallback: priceOf(secondInput, secondOutput) };
}
