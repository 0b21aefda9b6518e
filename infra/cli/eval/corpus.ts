/** A folder of documents: all files in it whose kind can be read, by their path below it. */
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { mediaTypeOf, type MediaType } from '../../../workflows/domain/document.ts';
import { Misuse } from '../command.ts';

export type CorpusFile = { path: string; mediaType: MediaType; read(): Promise<Uint8Array> };

/** @throws {Misuse} when the folder cannot be read or holds no such file */
export async function readCorpus(folder: string): Promise<CorpusFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`The corpus ${folder} cannot be read (${error.code}).`);
  });
  const files = found.flatMap((entry): CorpusFile[] => {
    const mediaType = mediaTypeOf(entry.name);
    if (!entry.isFile() || !mediaType) return [];
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(join(folder, sep).length).split(sep).join('/');
    return [{ path, mediaType, read: () => readFile(file) }];
  });
  if (files.length === 0) throw new Misuse(`The corpus ${folder} holds no .md, .txt, .html, .pdf, .docx or .csv file.`);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
