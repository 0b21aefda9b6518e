/** What one run knows of its conversation. Memory follows the log, never the other way round. */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { CONFLICT, type By, type Carry, type ConversationStart, type EntryRef, type MoveCommand, type Verdict } from '../contracts/conversation.ts';
import { SEARCH } from '../contracts/search-attributes.ts';
import type { ApiKeyId } from '../domain/api-key.ts';
import { remember, remembers } from '../domain/command-ids.ts';
import { afterMove, NEW_STANDING, type Move, type Standing } from '../domain/conversation.ts';
import type { EscalationReason } from '../domain/entry.ts';
import type { ConversationRef, TurnId, UserId } from '../domain/ids.ts';
import { DEFAULT_LIFECYCLE, limitsOf, nearestDeadline, type Deadline } from '../domain/lifecycle.ts';
import { store } from '../retry-profiles.ts';

export class Talk {
  readonly ref: ConversationRef;
  readonly state: Carry;
  turns = 0;
  private readonly start: ConversationStart;
  private loaded: boolean;
  /** The tenant's settings have changed: how long the conversation may wait is read again. */
  private stale = false;

  constructor(start: ConversationStart) {
    const now = Date.now();
    this.start = start;
    this.ref = { tenantId: start.tenantId, conversationId: start.conversationId };
    this.loaded = start.carry !== undefined;
    this.state = start.carry ?? {
      ...NEW_STANDING,
      since: -1,
      heard: 0,
      answered: 0,
      superseded: 0,
      bornAt: now,
      activeAt: now,
      movedAt: now,
      warnedAt: null,
      waitsForUs: false,
      snooze: { until: null, n: 0, woken: false },
      respond: null,
      limits: limitsOf(DEFAULT_LIFECYCLE),
      settingsVersion: 0,
      commands: [],
    };
  }

  /** A run that begins without a carry asks the log where it stands; a ring that was lost is heard here. */
  async load(): Promise<void> {
    if (!this.loaded) await this.look();
  }

  /** Asks the log where it stands and how long it may wait, and hears what no ring told of. */
  async look(): Promise<void> {
    const { upTo, needsReply, respondBy, ...standing } = await store.loadConversation.executeWithOptions({ summary: 'read where the log stands' }, [
      this.ref,
    ]);
    const { limits, settingsVersion, snooze, waitsForUs } = standing;
    this.loaded = true;
    this.stale = false;
    if (upTo > this.state.heard) Object.assign(this.state, { heard: upTo, activeAt: Date.now(), warnedAt: null });
    Object.assign(this.state, { limits, settingsVersion, waitsForUs });
    if (snooze.n > this.state.snooze.n) this.state.snooze = { ...snooze, woken: false };
    this.adopt(standing, respondBy);
    if (needsReply) this.state.answered = Math.min(this.state.answered, upTo - 1);
    else if (standing.status !== 'resolved') this.state.answered = upTo;
  }

  hear({ seq, from, waits }: EntryRef): void {
    if (waits) this.stale = true;
    else this.state.activeAt = Date.now();
    if (seq <= this.state.heard) return;
    Object.assign(this.state, { heard: seq, warnedAt: null, waitsForUs: from === 'visitor' });
    if (from !== 'agent') this.state.snooze.woken = this.state.snooze.until !== null;
    else if (this.state.respond) this.promise(null);
  }

  get mayAnswer(): boolean {
    return this.state.mode === 'ai' && this.state.status !== 'resolved';
  }

  get owesAnswer(): boolean {
    return this.mayAnswer && this.state.heard > this.state.answered;
  }

  get owesReopening(): boolean {
    return this.state.status === 'resolved' && this.state.heard > this.state.since;
  }

  /** What the clock will do next, if nothing else happens. */
  get deadline(): Deadline | null {
    const { snooze, respond, limits, ...waiting } = this.state;
    const aside = snooze.until === null ? null : { until: snooze.until, woken: snooze.woken };
    return nearestDeadline({ ...waiting, snooze: aside, respondBy: respond?.by ?? null }, limits);
  }

  /** The deadline that has come. */
  get due(): Deadline | null {
    const { deadline } = this;
    return deadline && deadline.at <= Date.now() ? deadline : null;
  }

  /** Everything up to here is settled, unless a move came meanwhile: then the log is asked again. */
  settle(upTo: number): void {
    if (upTo >= this.state.since) this.state.answered = Math.max(this.state.answered, upTo);
    this.state.superseded = 0;
    if (this.mayAnswer && !this.owesAnswer) this.state.waitsForUs = false;
    this.turns++;
  }

  /** The draft was overtaken: the next turn answers everything. */
  drop(): void {
    if (this.mayAnswer) this.state.superseded++;
    this.turns++;
  }

  /** The validator: what memory knows to be illegal is refused at no cost in history. A repeated command passes. */
  mustAllow(move: MoveCommand, by: By): void {
    if (this.leavesToLog(by)) return;
    // Whose command it is, is checked against the log; here any agent stands for all.
    if (!afterMove(this.state, move, 'usr_')) throw conflict(move, this.state);
  }

  /** The Update: the log decides, and the same command id gets the same verdict in any run. */
  async obey(move: MoveCommand, { agentId, keyId }: By): Promise<Verdict> {
    const { id } = currentUpdateInfo()!;
    const verdict = await this.append(move, id, { agentId, ...(keyId ? { keyId } : {}) });
    if (!verdict.accepted) throw conflict(move, verdict);
    this.remember(id);
    return verdict;
  }

  mustAllowSnooze(by: By): void {
    const { until = null } = by;
    const now = Date.now();
    if (until === null || this.remembers()) return;
    const resolved = this.state.status === 'resolved' && !this.leavesToLog(by);
    if (resolved || until <= now || until > now + this.state.limits.snoozeMaxMs) throw conflict('snooze', this.state);
  }

  /** What memory cannot know to be illegal: nothing was read yet, the command was obeyed before, or the caller has seen more of the log. */
  private leavesToLog({ seen = -1 }: By): boolean {
    return !this.loaded || seen > this.state.since || this.remembers();
  }

  private remembers(): boolean {
    const info = currentUpdateInfo();
    return info !== undefined && remembers(this.state.commands, info.id);
  }

  /** Puts the conversation aside, or wakes it: beside the log, since no visitor is told. */
  async snooze({ agentId, keyId, until = null }: By): Promise<Verdict> {
    const { id } = currentUpdateInfo()!;
    const verdict = await this.putAside(id, { agentId, ...(keyId ? { keyId } : {}) }, until);
    if (!verdict.accepted) throw conflict('snooze', verdict);
    this.remember(id);
    return verdict;
  }

  /** The hour has come, or a word of the visitor. */
  async wake(): Promise<void> {
    await this.putAside(`wake-${this.state.snooze.n + 1}`, { agentId: null }, null);
  }

  private async putAside(key: string, by: Pick<By, 'agentId' | 'keyId'>, until: number | null): Promise<Verdict> {
    // Taken before the write, so that of two at once the later one stands.
    const n = this.state.snooze.n + 1;
    this.state.snooze = { ...this.state.snooze, n };
    const heard = this.state.heard;
    const summary = until === null ? 'wake' : 'snooze';
    const { snooze, ...verdict } = await store.snoozeConversation.executeWithOptions({ summary }, [{ ...this.ref, key, ...by, until, n }]);
    if (snooze.n >= this.state.snooze.n) this.state.snooze = { ...snooze, woken: snooze.until !== null && this.state.heard > heard };
    this.adopt(verdict);
    return verdict;
  }

  /** No person has answered an escalation in time, unless the log knows better. */
  async markOverdue(): Promise<void> {
    const { seq } = this.state.respond!;
    const { overdue } = await store.markOverdue.executeWithOptions({ summary: 'first response is due' }, [{ ...this.ref, seq }]);
    if (overdue) this.state.respond = null;
    else this.promise(null); // answered: it leaves the list of what is due
  }

  private remember(id: string): void {
    this.state.commands = remember(this.state.commands, id);
  }

  private promise(respond: Carry['respond']): void {
    this.state.respond = respond;
    upsertSearchAttributes([{ key: SEARCH.dueAt, value: respond ? new Date(respond.by) : null }]);
  }

  async append(
    move: Move,
    key: string,
    {
      agentId = null,
      ...more
    }: { agentId?: UserId | null; keyId?: ApiKeyId; reason?: EscalationReason; turnId?: TurnId; heard?: number; unlessWaiting?: boolean } = {},
  ): Promise<Verdict> {
    const request = { ...this.ref, move, key, agentId, askedAt: Date.now(), ...more };
    const verdict = await store.appendMove.executeWithOptions({ summary: move }, [request]);
    this.adopt(verdict, verdict.respondBy);
    return verdict;
  }

  /** Takes over what the log says. Two moves may report in any order; the log has one. */
  adopt({ mode, status, since, takenBy, settingsVersion }: Standing & { settingsVersion?: number }, respondBy?: number | null): void {
    if (settingsVersion !== undefined && settingsVersion !== this.state.settingsVersion) this.stale = true;
    if (since <= this.state.since) return;
    Object.assign(this.state, { mode, status, since, takenBy, movedAt: Date.now(), superseded: 0 });
    if (this.mayAnswer) this.state.answered = 0; // handed back: the log is asked what is still owed
    upsertSearchAttributes([
      { key: SEARCH.mode, value: mode },
      { key: SEARCH.status, value: status },
      { key: SEARCH.assignee, value: takenBy },
    ]);
    if (respondBy) this.promise({ by: respondBy, seq: since });
    else if (status !== 'escalated' && this.state.respond) this.promise(null);
    if (status === 'escalated' && mode !== 'ai') this.state.waitsForUs ||= takenBy === null;
    this.show();
  }

  /** Waits for work or the nearest deadline. Messages that only push the deadline away wake nobody. */
  async rest(): Promise<void> {
    if (this.stale) return this.look();
    const next = this.deadline;
    const sooner = (): boolean => (this.deadline?.at ?? Infinity) < (next?.at ?? Infinity);
    const wakes = (): boolean => this.owesAnswer || this.owesReopening || this.runIsFull || this.stale || sooner();
    if (next) await condition(wakes, Math.max(1_000, next.at - Date.now()), { summary: next.kind });
    else await condition(wakes);
  }

  get runIsFull(): boolean {
    const { policy } = this.start;
    const { historyLength, continueAsNewSuggested } = workflowInfo(); // a snapshot: asked each time
    return allHandlersFinished() && (this.turns >= policy.turnsPerRun || historyLength > policy.eventsPerRun || continueAsNewSuggested);
  }

  carryOver(): ConversationStart {
    return { ...this.ref, policy: this.start.policy, carry: { ...this.state } };
  }

  /** What operators read in the Temporal UI: numbers and enums, never anybody's words. */
  show(): void {
    const { mode, status, heard, answered, takenBy } = this.state;
    const { deadline } = this;
    const doing = this.owesAnswer ? 'answering' : this.owesReopening ? 'reopening' : 'waiting';
    setCurrentDetails(
      [
        `**${status}**, mode \`${mode}\`, ${doing}`,
        `- heard up to ${heard}, settled up to ${answered}`,
        `- turns in this run: ${this.turns}`,
        takenBy ? `- answered by \`${takenBy}\`` : '',
        deadline ? `- next: ${deadline.kind} at ${new Date(deadline.at).toISOString()}` : '- no deadline',
      ]
        .filter(Boolean)
        .join('\n'),
    );
  }
}

const conflict = (move: Move | 'snooze', { mode, status, since, takenBy }: Standing): ApplicationFailure =>
  ApplicationFailure.create({
    type: CONFLICT,
    message: `${move} is not possible: ${status}, mode ${mode}.`,
    nonRetryable: true,
    details: [{ mode, status, since, takenBy }],
  });
