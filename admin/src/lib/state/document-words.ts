/** How far a document is, and what goes with it, in words. */
import type { KnowledgeDocument } from '#lib/api/types.ts';
import { counted } from './words.ts';

type State = KnowledgeDocument['state'];

/** The way of a document, in its order. */
export const STEPS = [
  { state: 'queued', label: 'Queued', hint: 'It waits for a worker.' },
  { state: 'extracting', label: 'Reading', hint: 'Its text is taken out and cut into chunks.' },
  { state: 'embedding', label: 'Embedding', hint: 'Each chunk is turned into numbers that meaning is compared by.' },
  { state: 'indexing', label: 'Indexing', hint: 'It is put where it is searched.' },
  { state: 'searchable', label: 'Searchable', hint: 'The assistant answers from it.' },
] as const satisfies { state: State; label: string; hint: string }[];

/** Work that goes on by itself. */
export const isWorking = (state: State): boolean => state === 'extracting' || state === 'embedding' || state === 'indexing';

const WORK = STEPS.filter(({ state }) => isWorking(state));

/** Share of the whole way, 0 to 1. */
export function wayDone({ state, progress }: Pick<KnowledgeDocument, 'state' | 'progress'>): number {
  const at = WORK.findIndex((step) => step.state === state);
  return at < 0 ? (state === 'searchable' ? 1 : 0) : (at + progress) / WORK.length;
}

/** What goes when a document is deleted. */
export function lossOf({ chunkCount, url }: Pick<KnowledgeDocument, 'chunkCount' | 'url'>): string {
  const chunks = chunkCount > 0 ? `${counted(chunkCount, 'chunk')}, ` : '';
  const parts = `What goes: ${url ? 'the page as it was read' : 'the file'}, ${chunks}its vectors and its earlier versions.`;
  const after = url
    ? 'The next sync of its site brings it back: take the site away, or have the page ask not to be indexed.'
    : 'This cannot be undone.';
  return `The assistant stops answering from it at once. ${parts} Answers that were given keep their text, their records forget what they quoted. ${after}`;
}
