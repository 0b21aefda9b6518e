/**
 * Opens a turn: waits while the visitor types, then takes everything that nobody has answered as one turn, so that a burst
 * gets one reply. The policy's first decisions are made here: whether a reply is owed at all, and whether a person was asked for.
 */
import { heartbeat, sleep } from '@temporalio/activity';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { TurnRef } from '../../workflows/domain/effects.ts';
import { owed, type Owed } from '../../workflows/domain/log-view.ts';
import { discreet } from '../../workflows/domain/personal-data.ts';
import { asksForPerson } from '../../workflows/domain/settings.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';
import { isOpen } from '../tenancy/is-open.ts';
import { followSwitch } from './follow-switch.ts';

/** Nobody holds the assistant back for longer than this, ms. */
const HOLD_MS = 6_000;
/** Once somebody was seen typing, they must have stopped for this long, ms. */
const QUIET_MS = 1_000;
const LOOK_EVERY_MS = 200;

/** `upTo`: last seq that the turn has read. `escalate`: the turn needs no draft, since a person was asked for. */
export type OpenedTurn = Owed & { settingsVersion: number; escalate: 'askedForPerson' | null };

type Needs = Parameters<typeof followSwitch>[0] & Pick<Deps, 'tenants'>;

export const openTurn =
  (deps: Needs) =>
  async ({ tenantId, conversationId, turnId }: TurnRef): Promise<OpenedTurn> => {
    const scope = { tenantId };
    const { conversations, entries, turns, settings, bus, now } = deps;
    await visitorPauses(bus, conversationId);
    const [view, current] = await Promise.all([conversations.project(scope, conversationId), settings.current(scope)]);
    if (!view) throw missingLog(conversationId);
    // Read behind the log: a switch that is moved later visits what it finds there.
    const standing = owed(await followSwitch(deps, { tenantId, conversationId }, view));
    // Of a suspended tenant nothing is answered; who waits then is rung for when its doors open (sweep-undispatched.ts).
    const needsReply = standing.needsReply && (await isOpen(deps, scope));
    const opened = { ...standing, needsReply, settingsVersion: current.version };
    if (!needsReply) return { ...opened, escalate: null };

    const asked = await Promise.all(standing.answers.map((seq) => entries.get(scope, `${conversationId}:${seq}`)));
    const question = discreet(asked.map((entry) => entry?.body.text ?? '').join('\n'), current);
    // A second run finds the record of the first: the draft answers that one, so what came meanwhile belongs to the next turn.
    const turn = await turns.open(scope, {
      _id: turnId,
      tenantId,
      conversationId,
      answers: standing.answers,
      upTo: standing.upTo,
      settingsVersion: current.version,
      revisionId: null,
      question,
      passages: [],
      request: null,
      steps: [],
      draft: null,
      citations: [],
      outcome: 'open',
      reason: null,
      timings: { openedAt: now() },
    });
    bus.publish({ type: 'turn.opened', tenantId, conversationId, turnId });
    const { answers, upTo } = turn;
    return { ...opened, answers, upTo, escalate: asksForPerson(turn.question, current.handoffWords) ? 'askedForPerson' : null };
  };

async function visitorPauses(bus: Deps['bus'], conversationId: ConversationRef['conversationId']): Promise<void> {
  if (!(await bus.isTyping(conversationId))) return;
  let quietMs = 0;
  for (let heldMs = 0; heldMs < HOLD_MS && quietMs < QUIET_MS; heldMs += LOOK_EVERY_MS) {
    heartbeat();
    await sleep(LOOK_EVERY_MS);
    quietMs = (await bus.isTyping(conversationId)) ? 0 : quietMs + LOOK_EVERY_MS;
  }
}
