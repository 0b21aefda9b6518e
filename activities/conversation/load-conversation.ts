/** Reads where a conversation stands and how long it may wait, for a run that begins and whenever a run may know too little. */
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import { limitsOf, lifecycleOf, type Limits } from '../../workflows/domain/lifecycle.ts';
import { owed, type Owed } from '../../workflows/domain/log-view.ts';
import type { Snooze } from '../../workflows/contracts/conversation.ts';
import { missingLog } from '../failures.ts';
import { followSwitch } from './follow-switch.ts';
import { asSnooze } from './snooze-conversation.ts';

export type Loaded = Owed & {
  settingsVersion: number;
  limits: Limits;
  /** A message of the visitor is open, or an escalation that no person has answered. */
  waitsForUs: boolean;
  /** Of such an escalation, where a first response is promised; ms of the epoch. */
  respondBy: number | null;
  snooze: Snooze;
};

type Needs = Parameters<typeof followSwitch>[0];

export const loadConversation =
  (deps: Needs) =>
  async ({ tenantId, conversationId }: ConversationRef): Promise<Loaded> => {
    const { conversations, entries, settings } = deps;
    const scope = { tenantId };
    const read = await conversations.project(scope, conversationId);
    const view = read && (await followSwitch(deps, { tenantId, conversationId }, read));
    const [current, stands] = await Promise.all([settings.current(scope), conversations.withRead(scope, conversationId)]);
    if (!view || !stands) throw missingLog(conversationId);
    const unanswered = view.status === 'escalated' && view.waiting && view.waiting.seq <= view.since;
    const move = unanswered ? await entries.get(scope, `${conversationId}:${view.since}`) : null;
    return {
      ...owed(view),
      settingsVersion: current.version,
      limits: limitsOf(lifecycleOf(current)),
      waitsForUs: !!view.waiting,
      respondBy: (move?.kind === 'escalated' && move.body.respondBy) || null,
      snooze: asSnooze(stands),
    };
  };
