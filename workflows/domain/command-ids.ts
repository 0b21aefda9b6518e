/**
 * The command ids that a run remembers, so that a repeat passes its validator. Only marks of them travel from run to run: two ids
 * with one mark let the log decide, which is never wrong.
 */

/** As many as a person and an operation can have in flight; more would be bytes in every following run. */
const REMEMBERED = 256;

export const remembers = (marks: readonly number[], id: string): boolean => marks.includes(markOf(id));

/** The newest last. */
export function remember(marks: readonly number[], id: string): number[] {
  const mark = markOf(id);
  return [...marks.filter((known) => known !== mark), mark].slice(-REMEMBERED);
}

/** FNV-1a over the characters, 32 bits. */
function markOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
