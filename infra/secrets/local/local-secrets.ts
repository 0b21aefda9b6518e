/**
 * Secrets encrypted by us: each tenant has data keys, which encrypt its values; the master key encrypts the data keys. Tenant,
 * name and version are authenticated with each value, so a ciphertext that is moved to another place does not open.
 */
import { randomBytes } from 'node:crypto';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { Secret, type SecretInfo, type SecretName } from '../../../workflows/domain/secret.ts';
import type { Sealed, SealedSecret, SealedSecretStore, SecretStore, WrappedKey } from '../../ports/secret-store.ts';
import type { Keyring } from './keyring.ts';
import { seal, unseal } from './seal.ts';

type Parts = { sealed: SealedSecretStore; keyring: Keyring; now: () => Date };

export type Rotated = { tenants: number; secrets: number; masterKey: string };

/** How often something that was changed meanwhile is read again. */
const TRIES = 20;

export function localSecrets({ sealed, keyring, now }: Parts): SecretStore & { rotate(): Promise<Rotated> } {
  const opened = new Map<string, Buffer>();

  async function open({ tenantId }: TenantScope, { n, masterKey, text }: WrappedKey): Promise<Buffer> {
    const place = keyContext(tenantId, n);
    const known = opened.get(place);
    if (known) return known;
    const key = unseal((await keyring.byId(masterKey)).bytes, place, text);
    opened.set(place, key);
    return key;
  }

  async function dataKey(scope: TenantScope, n: number): Promise<Buffer> {
    const known = opened.get(keyContext(scope.tenantId, n));
    if (known) return known;
    const wrapped = (await sealed.dataKeys(scope)).find((key) => key.n === n);
    if (!wrapped) throw new Error(`The data key ${n} of ${scope.tenantId} is not there.`);
    return open(scope, wrapped);
  }

  async function addDataKey(scope: TenantScope, n: number): Promise<void> {
    const master = await keyring.newest();
    const text = seal(master.bytes, keyContext(scope.tenantId, n), randomBytes(32));
    await sealed.addDataKey(scope, { n, masterKey: master.id, text }); // a number that is taken was added by another
  }

  async function newestDataKey(scope: TenantScope): Promise<WrappedKey> {
    for (;;) {
      const [newest] = await sealed.dataKeys(scope);
      if (newest) return newest;
      await addDataKey(scope, 1);
    }
  }

  async function sealValue(scope: TenantScope, name: SecretName, version: number, value: Secret): Promise<Sealed> {
    const key = await newestDataKey(scope);
    return {
      dataKey: key.n,
      version,
      text: seal(await open(scope, key), valueContext(scope.tenantId, name, version), Buffer.from(value.reveal())),
    };
  }

  async function unsealValue(scope: TenantScope, name: SecretName, { dataKey: n, version, text }: Sealed): Promise<Secret> {
    return new Secret(unseal(await dataKey(scope, n), valueContext(scope.tenantId, name, version), text).toString());
  }

  /** Reads, changes and writes until no other write came in between; `change` says null when there is nothing to do. */
  async function rewrite(
    scope: TenantScope,
    name: SecretName,
    change: (before: SealedSecret | null) => Promise<Omit<SealedSecret, 'revision' | 'name'> | null>,
  ): Promise<SealedSecret | null> {
    for (let tries = 0; tries < TRIES; tries++) {
      const before = await sealed.read(scope, name);
      const after = await change(before);
      if (!after) return before;
      const secret = { ...after, name, revision: (before?.revision ?? 0) + 1 };
      if (await sealed.write(scope, secret)) return secret;
    }
    throw new Error(`The secret ${name} is being written by too many at once.`);
  }

  async function write(
    scope: TenantScope,
    name: SecretName,
    value: Secret,
    before: SealedSecret | null,
  ): Promise<Omit<SealedSecret, 'revision' | 'name'>> {
    const version = (before?.version ?? 0) + 1;
    const current = await sealValue(scope, name, version, value);
    return { version, lastFour: value.lastFour, updatedAt: now(), current, previous: before?.current ?? null };
  }

  async function reseal(scope: TenantScope, name: SecretName): Promise<void> {
    await rewrite(scope, name, async (before) => {
      if (!before) return null;
      const again = async (one: Sealed): Promise<Sealed> => sealValue(scope, name, one.version, await unsealValue(scope, name, one));
      return { ...before, current: await again(before.current), previous: before.previous && (await again(before.previous)) };
    });
  }

  return {
    adapter: 'AES-256-GCM in MongoDB',
    async put(scope, name, value) {
      const written = await rewrite(scope, name, (before) => write(scope, name, value, before));
      return infoOf(written!);
    },
    async ensure(scope, name, make) {
      const there = await rewrite(scope, name, async (before) => (before ? null : write(scope, name, make(), null)));
      return unsealValue(scope, name, there!.current);
    },
    async current(scope, name) {
      const found = await sealed.read(scope, name);
      return found && unsealValue(scope, name, found.current);
    },
    async live(scope, name) {
      const found = await sealed.read(scope, name);
      if (!found) return [];
      return Promise.all([found.current, ...(found.previous ? [found.previous] : [])].map((one) => unsealValue(scope, name, one)));
    },
    async retirePrevious(scope, name) {
      const after = await rewrite(scope, name, async (before) => (before?.previous ? { ...before, previous: null } : null));
      return after && infoOf(after);
    },
    list: async (scope) => (await sealed.list(scope)).map(infoOf),
    remove: (scope, name) => sealed.remove(scope, name),
    removeTenant: (scope) => sealed.removeTenant(scope),
    /**
     * A fresh master key where the keys are ours to make, a fresh data key a tenant, and every value sealed anew, while others
     * read and write. Data keys that were followed before the last rotation are dropped; of the last one they stay, for whoever
     * is just writing with them.
     */
    async rotate() {
      const master = (await keyring.renew()) ?? (await keyring.newest());
      const tenants = await sealed.tenants({ everyTenant: true });
      let secrets = 0;
      for (const tenantId of tenants) {
        const scope = { tenantId };
        const before = await sealed.dataKeys(scope);
        for (const wrapped of before) {
          const key = await open(scope, wrapped);
          await sealed.rewrap(scope, { n: wrapped.n, masterKey: master.id, text: seal(master.bytes, keyContext(tenantId, wrapped.n), key) });
        }
        await addDataKey(scope, (before[0]?.n ?? 0) + 1);
        const all = await sealed.list(scope);
        for (const { name } of all) await reseal(scope, name);
        secrets += all.length;
        const used = new Set((await sealed.list(scope)).flatMap(({ current, previous }) => [current.dataKey, previous?.dataKey]));
        for (const { n } of before.slice(1)) if (!used.has(n)) await sealed.removeDataKey(scope, n);
      }
      return { tenants: tenants.length, secrets, masterKey: master.id };
    },
  };
}

const keyContext = (tenantId: string, n: number): string => `data key|${tenantId}|${n}`;
const valueContext = (tenantId: string, name: SecretName, version: number): string => `secret|${tenantId}|${name}|${version}`;

const infoOf = ({ name, version, lastFour, updatedAt, previous }: SealedSecret): SecretInfo => ({
  name,
  version,
  lastFour,
  updatedAt,
  previousIsLive: previous !== null,
});
