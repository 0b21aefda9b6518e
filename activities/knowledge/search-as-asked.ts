/** What the words of a visitor find, as the tenant's settings have it: turns and the search tester come in by this one door. */
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { discreet, withoutMarks } from '../../workflows/domain/personal-data.ts';
import { personaOf } from '../../workflows/domain/persona.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import { search, type Found } from './search.ts';

const NOTHING = { revisionId: null, passages: [], withoutIndex: false, encoder: null, features: null } as const;

/**
 * @param rules of the version that counts: what is masked, and whether there are answers from the knowledge at all
 * @param earlier what the visitor said before, oldest first
 * @throws what `search` throws
 */
export async function searchAsAsked(
  deps: Parameters<typeof search>[0],
  scope: TenantScope,
  rules: Pick<Settings, 'privacy' | 'persona'>,
  question: string,
  earlier: readonly string[],
): Promise<Found> {
  // Personal data is no part of a question, and an encoder may be somebody else's.
  const plain = (text: string): string => withoutMarks(discreet(text, rules));
  if (!personaOf(rules).knowledge) return { ...NOTHING, passages: [], asked: [plain(question)] };
  return search(deps, scope, plain(question), { earlier: earlier.map(plain) });
}
