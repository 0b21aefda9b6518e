/**
 * The master keys: base64 of 32 bytes each, newest first. The newest wraps; the others still open what they wrapped. Given by
 * the environment, or kept in a file under the data folder that is made at the first start.
 */
import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export type MasterKey = { /** A fingerprint, stored beside what the key wrapped. */ id: string; bytes: Buffer };

export interface Keyring {
  newest(): Promise<MasterKey>;
  /** Looks again at where the keys come from before it gives up. @throws {UnknownMasterKey} */
  byId(id: string): Promise<MasterKey>;
  /** Puts a fresh key first. @returns null where the keys are given, and so made by whoever gives them */
  renew(): Promise<MasterKey | null>;
}

/** Thrown when something was wrapped with a key that this installation does not have. */
export class UnknownMasterKey extends Error {
  override readonly name = 'UnknownMasterKey';
}

const KEY_BYTES = 32;

/** @throws {RangeError} when a key is not base64 of 32 bytes; the message does not repeat it */
export function parseKeys(text: string): MasterKey[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one, i) => {
      const bytes = Buffer.from(one, 'base64');
      if (bytes.length !== KEY_BYTES) throw new RangeError(`Master key ${i + 1} is not base64 of ${KEY_BYTES} bytes.`);
      return { id: createHash('sha256').update('parley master key').update(bytes).digest('hex').slice(0, 16), bytes };
    });
}

/** @param text keys from the environment, newest first */
export function givenKeyring(text: string): Keyring {
  const keys = parseKeys(text);
  if (!keys[0]) throw new RangeError('There is no master key.');
  return { newest: () => Promise.resolve(keys[0]!), byId: (id) => Promise.resolve(find(keys, id)), renew: () => Promise.resolve(null) };
}

/** @param file made with a fresh key when it is not there; readable by its owner alone */
export function fileKeyring(file: string): Keyring {
  let keys: MasterKey[] = [];
  const read = async (): Promise<MasterKey[]> => (keys = parseKeys(await readFile(file, 'utf8')));
  const known = async (): Promise<MasterKey[]> => {
    if (keys.length) return keys;
    try {
      return await read();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await make(file);
    return read();
  };
  return {
    newest: async () => (await known())[0]!,
    async byId(id) {
      const found = (await known()).find((key) => key.id === id);
      // Another process may have renewed the keys since we read them.
      return found ?? find(await read(), id);
    },
    async renew() {
      const before = (await known()).map(({ bytes }) => bytes.toString('base64'));
      const text = [fresh(), ...before].join('\n');
      await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 });
      await rename(`${file}.new`, file);
      return (await read())[0]!;
    },
  };
}

const fresh = (): string => randomBytes(KEY_BYTES).toString('base64');

function find(keys: readonly MasterKey[], id: string): MasterKey {
  const found = keys.find((key) => key.id === id);
  if (!found) throw new UnknownMasterKey(`The master key ${id} is not among the ${keys.length} of this installation.`);
  return found;
}

/** Linked into place, so that of two processes that start together the second keeps the key of the first. */
async function make(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${fresh()}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
