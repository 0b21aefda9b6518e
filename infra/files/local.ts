/** Bytes of uploads in a folder of this machine: `<root>/<tenant>/<version>`, both named by hashes. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { VersionId } from '../../workflows/domain/document.ts';
import type { FileStore } from '../ports/knowledge-stores.ts';

/** @param root folder of all tenants; made with the first file */
export function localFiles(root: string): FileStore {
  // A hash is a safe name for any id: no separator, no dots, no length that the disk refuses.
  const name = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 40);
  const path = ({ tenantId }: TenantScope, versionId: VersionId) => join(root, name(tenantId), name(`${tenantId}\u0000${versionId}`));
  return {
    async put(scope, versionId, bytes) {
      const file = path(scope, versionId);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        await writeSynced(draft, bytes);
        // A reader sees the old bytes, the new ones or none, never a part.
        await rename(draft, file);
        await syncFolder(dirname(file));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async get(scope, versionId) {
      try {
        return new Uint8Array(await readFile(path(scope, versionId)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async remove(scope, versionId) {
      await rm(path(scope, versionId), { force: true });
    },
    async removeTenant({ tenantId }) {
      await rm(join(root, name(tenantId)), { recursive: true, force: true });
    },
  };
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Else the new name may be lost by a power cut although the bytes are on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
