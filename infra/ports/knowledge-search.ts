/** The one search of a tenant's knowledge, as turns run it. Adapter: `activities/knowledge`, bound to its deps by the composition root. */
import type { RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import type { Passage } from '../../workflows/domain/turn.ts';

export type KnowledgeSearch = {
  /**
   * @param rules of the version that counts
   * @param earlier what the visitor said before, oldest first
   * @throws what the index threw, when there is too much to read without it
   */
  find(
    scope: TenantScope,
    rules: Settings,
    question: string,
    earlier: readonly string[],
  ): Promise<{
    revisionId: RevisionId | null;
    /** Best first. */
    passages: Passage[];
    /** What was searched for, a text for each thing that the question asks. */
    asked: string[];
    /** The index was down: words alone decided. */
    withoutIndex: boolean;
    /** The model that read for meaning, of the tenant's index; null: words alone decided. */
    encoder: string | null;
  }>;
};
