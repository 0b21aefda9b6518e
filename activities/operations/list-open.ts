/** The next page of conversations that an operation has to visit. What begins behind the page is in line from its first turn on. */
import { EVERYWHERE } from '../../workflows/domain/assistant.ts';
import type { AssistantOperation, Cursor } from '../../workflows/contracts/assistant.ts';
import type { ConversationId } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { MODE_BEFORE, note, type Notes } from './begin-operation.ts';

const PAGE = 50;

/** `next` is null when everybody was visited. */
type OpenPage = { conversations: ConversationId[]; next: Cursor | null };

type Needs = Pick<Deps, 'conversations' | 'tenants'> & Notes;

export const listOpen =
  (deps: Needs) =>
  async ({ operation, cursor }: { operation: AssistantOperation; cursor: Cursor }): Promise<OpenPage> => {
    const { tenantId, after } = cursor;
    const conversations = await deps.conversations.inMode({ tenantId }, MODE_BEFORE[operation.move], after, PAGE);
    if (conversations.length === PAGE) return { conversations, next: { tenantId, after: conversations.at(-1)! } };
    if (operation.target !== EVERYWHERE) return { conversations, next: null };
    const [following] = await deps.tenants.after({ everyTenant: true }, tenantId, 1);
    if (following) await note(deps, operation, following);
    return { conversations, next: following ? { tenantId: following, after: null } : null };
  };
