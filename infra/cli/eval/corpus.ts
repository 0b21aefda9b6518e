/** A folder of documents: all Markdown and text files in it, by their path below it. */
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { MediaType } from '../../../workflows/domain/document.ts';
import { Misuse } from '../command.ts';

const TYPES: Record<string, MediaType> = { md: 'text/markdown', markdown: 'text/markdown', txt: 'text/plain' };

export type CorpusFile = { path: string; mediaType: MediaType; read(): Promise<Uint8Array> };

/** @throws {Misuse} when the folder cannot be read or holds no such file */
export async function readCorpus(folder: string): Promise<CorpusFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`The corpus ${folder} cannot be read (${error.code}).`);
  });
  const files = found.flatMap((entry): CorpusFile[] => {
    const mediaType = TYPES[entry.name.split('.').at(-1)!.toLowerCase()];
    if (!entry.isFile() || !mediaType) return [];
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(join(folder, sep).length).split(sep).join('/');
    return [{ path, mediaType, read: () => readFile(file) }];
  });
  if (files.length === 0) throw new Misuse(`The corpus ${folder} holds no .md, .markdown or .txt file.`);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
