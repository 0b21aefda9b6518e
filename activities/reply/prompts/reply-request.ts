/** The request of a turn: instructions, what was said before, the passages found, and the question. */
import { entryId } from '../../../workflows/domain/ids.ts';
import type { ModelRequest, Turn } from '../../../workflows/domain/turn.ts';
import { personaOf } from '../../../workflows/domain/persona.ts';
import { visibleText } from '../../../workflows/domain/visible-text.ts';
import { doorOf } from '../../../workflows/domain/visitor-door.ts';
import type { Deps } from '../../deps.ts';
import { earlierMessages } from '../earlier-messages.ts';
import { visitorLocale } from '../visitor-locale.ts';
import { REPLY_PROMPT, WITHOUT_TOOLS_PROMPT } from './reply-prompt.ts';

/** @throws when the turn's settings version is gone */
export async function replyRequest(
  { entries, settings, tenants }: Pick<Deps, 'entries' | 'settings' | 'tenants'>,
  turn: Turn,
): Promise<Omit<ModelRequest, 'tools'>> {
  const scope = { tenantId: turn.tenantId };
  const [rules, tenant, earlier] = await Promise.all([
    settings.version(scope, turn.settingsVersion),
    tenants.get(turn.tenantId),
    earlierMessages({ entries, settings }, turn),
  ]);
  if (!rules) throw new RangeError(`There is no settings version ${turn.settingsVersion} of ${entryId(turn.conversationId, turn.upTo)}.`);
  const said = earlier.filter(({ role }) => role === 'user').map(({ content }) => content);
  return {
    messages: [
      { role: 'system', content: REPLY_PROMPT.text(rules, tenant?.name ?? '', turn.passages) },
      ...earlier.map(({ role, content }) => ({ role, content: visibleText(content) })),
      { role: 'user', content: visibleText(turn.question) },
    ],
    question: turn.question,
    ...(turn.asked ? { asked: turn.asked } : {}),
    passages: turn.passages,
    floor: rules.floor,
    sites: doorOf(rules).origins,
    locale: visitorLocale([turn.question, ...said.reverse()], personaOf(rules).locale),
    withoutTools: WITHOUT_TOOLS_PROMPT.text(),
  };
}
