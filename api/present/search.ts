/** Why words alone decided what a search found, where they did. */
import { type EncoderName, WORDS_ONLY } from '../../workflows/domain/encoder.ts';
import type { KnowledgeSearch } from '../../infra/ports/knowledge-search.ts';
import type { SearchView } from '../protocol/search.ts';

type Found = Awaited<ReturnType<KnowledgeSearch['find']>>;

/** @param inUse whose index the tenant is searched with @returns null where meaning was read too, and where there was nothing to search */
export function wordsAloneOf({ revisionId, withoutIndex, encoder, passages }: Found, inUse: EncoderName): SearchView['wordsAlone'] {
  if (withoutIndex) return 'indexDown';
  if (revisionId === null) return null;
  if (encoder === null) return inUse === WORDS_ONLY ? 'noEncoder' : 'encoderUnknown';
  return passages.length > 0 && passages.every(({ dense }) => dense === null) ? 'encoderSilent' : null;
}
