/** Names of the environment, read from the places that must agree on them. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The keys of the schema in infra/config/config.ts, in its order; read as text, since the schema is the room's own business. */
export function configKeys(): string[] {
  const source = read('infra/config/config.ts');
  const schema = source.slice(source.indexOf('z.object({'), source.indexOf('\n});'));
  return [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, key]) => key!);
}

/** Those that may be given as `NAME_FILE`. */
export function fileKeys(): string[] {
  const list = /FROM_FILE = \[([^\]]*)\]/.exec(read('infra/config/config.ts'))?.[1] ?? '';
  return [...list.matchAll(/'([A-Z0-9_]+)'/g)].map(([, key]) => `${key}_FILE`);
}

/** `NAME=` and `# NAME=` of .env.example. */
export function exampleKeys(): string[] {
  return [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, key]) => key!);
}
