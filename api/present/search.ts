/** Why words alone decided what a search found, where they did. */
import { type EncoderName, WORDS_ONLY } from '../../workflows/domain/encoder.ts';
import type { KnowledgeSearch } from '../../infra/ports/knowledge-search.ts';
import type { SearchView } from '../protocol/search.ts';

type Found = Awaited<ReturnType<KnowledgeSearch['find']>>;
type Installed = { inUse: EncoderName; known: readonly EncoderName[] };

/**
 * @param installed whose index the tenant is searched with, and which encoders can be asked here
 * @returns null where meaning was read too, and where there was nothing to search
 */
export function wordsAloneOf({ revisionId, withoutIndex, encoder, passages }: Found, { inUse, known }: Installed): SearchView['wordsAlone'] {
  if (withoutIndex) return 'indexDown';
  if (revisionId === null) return null;
  if (encoder === null && inUse === WORDS_ONLY) return 'noEncoder';
  if (encoder === null) return known.includes(inUse) ? null : 'encoderUnknown';
  return passages.length > 0 && passages.every(({ dense }) => dense === null) ? 'encoderSilent' : null;
}
