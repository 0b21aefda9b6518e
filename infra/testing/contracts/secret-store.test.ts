/** What every secret store promises: ours, encrypted in MongoDB, and AWS Secrets Manager over AWS's own protocol. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../workflows/domain/secret.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { sealedSecretStore } from '../../mongo/stores/sealed-secret-store.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { awsSecrets } from '../../secrets/aws/aws-secrets.ts';
import { fileKeyring, givenKeyring } from '../../secrets/local/keyring.ts';
import { localSecrets } from '../../secrets/local/local-secrets.ts';
import { until } from '../world.ts';
import { startMotoServer } from './moto-server.ts';

const aTenant = (): TenantScope => ({ tenantId: mintId('tnt') });
const aValue = (): string => `value-${randomBytes(12).toString('hex')}`;
const reveal = (secrets: readonly (Secret | null)[]): (string | undefined)[] => secrets.map((secret) => secret?.reveal());

/** @param open two of the same store, as in two processes */
function contract(open: () => [SecretStore, SecretStore]): void {
  let here: SecretStore;
  let there: SecretStore;
  let scope: TenantScope;
  beforeAll(() => void ([here, there] = open()));
  beforeEach(() => void (scope = aTenant()));

  test('what is set is read by everyone, byte for byte', async () => {
    const value = `${aValue()} – ü 漢 "quoted"\n`;
    await here.put(scope, 'model-key', new Secret(value));
    expect(reveal([await here.current(scope, 'model-key'), await there.current(scope, 'model-key')])).toEqual([value, value]);
  });

  test('what was never set is not there', async () => {
    expect(await here.current(scope, 'model-key')).toBeNull();
    expect(await here.live(scope, 'model-key')).toEqual([]);
    expect(await here.retirePrevious(scope, 'model-key')).toBeNull();
    expect(await here.list(scope)).toEqual([]);
    expect(await here.remove(scope, 'model-key')).toBe(false);
  });

  test('a list tells the public half', async () => {
    const value = aValue();
    const before = Date.now() - 1_000;
    await here.put(scope, 'visitor-identity', new Secret('short'));
    await here.put(scope, 'model-key', new Secret('another value before it'));
    await here.put(scope, 'model-key', new Secret(value));
    const list = await there.list(scope);
    expect(list).toMatchObject([
      { name: 'model-key', version: 2, lastFour: value.slice(-4), previousIsLive: true },
      { name: 'visitor-identity', version: 1, lastFour: '', previousIsLive: false },
    ]);
    expect(list[0]!.updatedAt.getTime()).toBeGreaterThan(before);
    expect(JSON.stringify(list)).not.toContain(value);
  });

  test('two values live while one takes over from the other; a third ends the first', async () => {
    const [first, second, third] = [aValue(), aValue(), aValue()];
    await here.put(scope, 'visitor-identity', new Secret(first));
    await here.put(scope, 'visitor-identity', new Secret(second));
    expect(reveal(await there.live(scope, 'visitor-identity'))).toEqual([second, first]);
    await there.put(scope, 'visitor-identity', new Secret(third));
    expect(reveal(await here.live(scope, 'visitor-identity'))).toEqual([third, second]);
    expect(await here.retirePrevious(scope, 'visitor-identity')).toMatchObject({ version: 3, previousIsLive: false });
    expect(reveal(await there.live(scope, 'visitor-identity'))).toEqual([third]);
    expect(await here.retirePrevious(scope, 'visitor-identity')).toMatchObject({ previousIsLive: false });
  });

  test('what is removed is gone, and what is set after it begins anew', async () => {
    await here.put(scope, 'model-key', new Secret(aValue()));
    await here.put(scope, 'model-key', new Secret(aValue()));
    expect(await there.remove(scope, 'model-key')).toBe(true);
    expect(await here.live(scope, 'model-key')).toEqual([]);
    expect(await here.list(scope)).toEqual([]);
    const value = aValue();
    expect(await here.put(scope, 'model-key', new Secret(value))).toMatchObject({ version: 1, previousIsLive: false });
    expect(reveal(await there.live(scope, 'model-key'))).toEqual([value]);
  });

  test('tenants do not meet, and one of them goes with all that it has', async () => {
    const other = aTenant();
    const value = aValue();
    await here.put(scope, 'model-key', new Secret(aValue()));
    await here.put(scope, 'visitor-identity', new Secret(aValue()));
    await here.put(other, 'model-key', new Secret(value));
    await there.removeTenant(scope);
    expect(await here.list(scope)).toEqual([]);
    expect(await here.current(scope, 'model-key')).toBeNull();
    expect(reveal(await here.live(other, 'model-key'))).toEqual([value]);
  });

  test('of many who need a first value at once all get the same, and one that is there stays', async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? here : there).ensure(scope, 'identity-root', () => new Secret(aValue()))),
    );
    const [first] = reveal(all);
    expect(new Set(reveal(all))).toEqual(new Set([first]));
    expect(reveal([await there.ensure(scope, 'identity-root', () => new Secret(aValue()))])).toEqual([first]);
    expect(await here.list(scope)).toMatchObject([{ name: 'identity-root', version: 1 }]);
  });

  test('of many who set a value at once each becomes a version of its own, and nothing is torn', async () => {
    const values = Array.from({ length: 6 }, aValue);
    const infos = await Promise.all(values.map((value, i) => (i % 2 ? here : there).put(scope, 'model-key', new Secret(value))));
    expect(infos.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const last = values[infos.findIndex(({ version }) => version === 6)];
    expect(reveal([await here.current(scope, 'model-key')])).toEqual([last]);
  });
}

describe('encrypted in MongoDB', () => {
  let connection: Connection;
  let folder: string;
  const file = (): string => join(folder, 'keys', 'master.keys');
  const open = (keyring = fileKeyring(file())) => localSecrets({ sealed: sealedSecretStore(connection), keyring, now: () => new Date() });
  const dump = async (): Promise<string> =>
    JSON.stringify(await Promise.all(['secrets', 'dataKeys'].map((name) => connection.collection(name).find().toArray())));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'));
    connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `secrets_${randomBytes(4).toString('hex')}`);
    await migrate(connection);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
    rmSync(folder, { recursive: true, force: true });
  });

  contract(() => [open(), open()]);

  test('the database holds no plain value and no plain key, in any coding', async () => {
    const scope = aTenant();
    const value = aValue();
    await open().put(scope, 'model-key', new Secret(value));
    const all = await dump();
    for (const coded of ['utf8', 'base64', 'base64url', 'hex'] as const) expect(all).not.toContain(Buffer.from(value).toString(coded).slice(0, 24));
    expect(all).not.toContain(readFileSync(file(), 'utf8').trim().split('\n')[0]);
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  test('a ciphertext that is moved to another tenant, name or version does not open', async () => {
    const [mine, yours] = [aTenant(), aTenant()];
    const store = open();
    for (const scope of [mine, yours]) {
      await store.put(scope, 'model-key', new Secret(aValue()));
      await store.put(scope, 'model-key', new Secret(aValue()));
      await store.put(scope, 'visitor-identity', new Secret(aValue()));
    }
    const secrets = connection.collection<{ _id: string; current: object; previous: object }>('secrets');
    const read = (name: string) => secrets.findOne({ _id: `${mine.tenantId}:${name}` });
    const [key, identity] = [(await read('model-key'))!, (await read('visitor-identity'))!];
    const foreign = (await secrets.findOne({ _id: `${yours.tenantId}:model-key` }))!;
    for (const swapped of [foreign.current, identity.current, { ...key.previous, version: 2 }]) {
      await secrets.updateOne({ _id: key._id }, { $set: { current: swapped } });
      await expect(open().current(mine, 'model-key')).rejects.toThrow(/unable to authenticate|Unsupported state/);
    }
    // A data key is bound to its tenant, too.
    const keys = connection.collection<{ _id: string; text: string }>('dataKeys');
    const { text } = (await keys.findOne({ _id: `${yours.tenantId}:1` }))!;
    await keys.updateOne({ _id: `${mine.tenantId}:1` }, { $set: { text } });
    await expect(open().current(mine, 'visitor-identity')).rejects.toThrow(/unable to authenticate|Unsupported state/);
    await store.removeTenant(mine);
  });

  test('keys rotate under traffic without a failed call, and afterwards the old master key opens nothing that is kept', async () => {
    const scopes = Array.from({ length: 3 }, aTenant);
    const [here, there, operator] = [open(), open(), open()];
    const newest = new Map<string, string>();
    for (const scope of scopes) {
      const value = aValue();
      await here.put(scope, 'model-key', new Secret(value));
      newest.set(scope.tenantId, value);
    }
    const oldKeys = readFileSync(file(), 'utf8');
    let calls = 0;
    let over = false;
    const traffic = Promise.all(
      scopes.map(async (scope, i) => {
        for (let n = 0; !over; n++) {
          const [writer, reader] = n % 2 ? [here, there] : [there, here];
          if (n % 3 === i) {
            const value = aValue();
            await writer.put(scope, 'model-key', new Secret(value));
            newest.set(scope.tenantId, value);
          }
          expect(reveal([await reader.current(scope, 'model-key')])).toEqual([newest.get(scope.tenantId)]);
          calls++;
        }
      }),
    );
    for (let rotation = 0; rotation < 3; rotation++) {
      const before = calls;
      expect((await operator.rotate()).tenants).toBeGreaterThanOrEqual(scopes.length);
      await until(() => calls >= before + 10);
    }
    over = true;
    await traffic;

    const old = open(givenKeyring(oldKeys));
    await expect(old.current(scopes[0]!, 'model-key')).rejects.toThrow(/not among/);
    const newestOnly = open(givenKeyring(readFileSync(file(), 'utf8').split('\n')[0]!));
    for (const scope of scopes) expect(reveal([await newestOnly.current(scope, 'model-key')])).toEqual([newest.get(scope.tenantId)]);
  });

  test('a process that knows only the keys of its start finds the new one in the file', async () => {
    const scope = aTenant();
    const early = open();
    await early.put(scope, 'model-key', new Secret('set before the rotation'));
    await open().rotate();
    const late = aTenant();
    await open().put(late, 'model-key', new Secret('set behind the rotation'));
    expect(reveal([await early.current(late, 'model-key')])).toEqual(['set behind the rotation']);
  });

  test('two processes that start together make one key', async () => {
    const fresh = join(folder, 'raced', 'master.keys');
    const keys = await Promise.all(Array.from({ length: 8 }, () => fileKeyring(fresh).newest()));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  });

  test('a key file that is not one is named by its fault, not by its content', async () => {
    const broken = join(folder, 'broken.keys');
    writeFileSync(broken, 'bm90IGEga2V5');
    await expect(fileKeyring(broken).newest()).rejects.toThrow('Master key 1 is not base64 of 32 bytes.');
  });
});

const moto = await startMotoServer();
if (!moto && process.env.CI) throw new Error('moto is missing: the contract of AWS Secrets Manager cannot be tested.');

(moto ? describe : describe.skip)('in AWS Secrets Manager', () => {
  afterAll(() => moto?.stop());
  // Of the stand-in only: it takes any.
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const open = () => awsSecrets({ region: 'eu-central-1', endpoint: moto!.url });

  contract(() => [open(), open()]);

  test('a manager that is away fails within its deadline and does not hang', async () => {
    await expect(awsSecrets({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:9' }).current(aTenant(), 'model-key')).rejects.toThrow();
  });
});
