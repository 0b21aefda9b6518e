/** The record of a turn without the words of documents that were deleted: which passages there were and how they scored stays. */
import type { DocumentId } from './ids.ts';
import type { Passage, Turn } from './turn.ts';

/** What of a turn holds words of documents. */
type Holding = Pick<Turn, 'passages' | 'request' | 'steps'>;

/** Every document whose words the turn was handed, each once. */
export const documentsOf = ({ passages, request, steps }: Holding): DocumentId[] => [
  ...new Set(
    [...passages, ...(request?.passages ?? []), ...steps.flatMap((step) => (step.type === 'tool' ? step.found : []))].map(
      ({ documentId }) => documentId,
    ),
  ),
];

/**
 * Instructions and results of tools are emptied as a whole: they quote passages, and a search for the words in them could miss some.
 * What the assistant said, and what visitors asked, belongs to the conversation and stays.
 *
 * @returns the same turn when it was handed nothing of them
 */
export function withoutDocuments<T extends Holding>(turn: T, gone: readonly DocumentId[]): T {
  if (!documentsOf(turn).some((id) => gone.includes(id))) return turn;
  const emptied = (passages: readonly Passage[]): Passage[] =>
    passages.map((passage) => (gone.includes(passage.documentId) ? { ...passage, text: '' } : passage));
  const { request } = turn;
  return {
    ...turn,
    passages: emptied(turn.passages),
    request: request && {
      ...request,
      messages: request.messages.map((message) => (message.role === 'system' || message.role === 'tool' ? { ...message, content: '' } : message)),
      passages: emptied(request.passages),
    },
    steps: turn.steps.map((step) => {
      if (step.type !== 'tool') return step;
      const quotes = step.found.some(({ documentId }) => gone.includes(documentId));
      return quotes ? { ...step, result: '', found: emptied(step.found) } : step;
    }),
  };
}
