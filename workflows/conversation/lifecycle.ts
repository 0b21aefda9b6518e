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
import { CONFLICT, type By, type Carry, type Command, type ConversationStart, type Verdict } from '../contracts/conversation.ts';
import { SEARCH } from '../contracts/search-attributes.ts';
import { afterMove, NEW_STANDING, type Move, type Standing } from '../domain/conversation.ts';
import type { EscalationReason } from '../domain/entry.ts';
import type { ConversationRef, TurnId, UserId } from '../domain/ids.ts';
import { store } from '../retry-profiles.ts';

const COMMANDS_CARRIED = 256;

export class Talk {
  readonly ref: ConversationRef;
  readonly state: Carry;
  turns = 0;
  private readonly start: ConversationStart;
  private loaded: boolean;

  constructor(start: ConversationStart) {
    const now = Date.now();
    this.start = start;
    this.ref = { tenantId: start.tenantId, conversationId: start.conversationId };
    this.loaded = start.carry !== undefined;
    this.state = start.carry ?? { ...NEW_STANDING, since: -1, heard: 0, answered: 0, superseded: 0, activeAt: now, movedAt: now, commands: [] };
  }

  /** A run that begins without a carry asks the log where it stands; a ring that was lost is heard here. */
  async load(): Promise<void> {
    if (!this.loaded) await this.look();
  }

  /** Asks the log where it stands, and hears what no ring told of. */
  private async look(): Promise<void> {
    const { upTo, needsReply, ...standing } = await store.loadConversation.executeWithOptions({ summary: 'read where the log stands' }, [this.ref]);
    this.loaded = true;
    this.state.heard = Math.max(this.state.heard, upTo);
    this.adopt(standing);
    if (needsReply === false && standing.status !== 'resolved') this.state.answered = upTo;
  }

  hear(seq: number): void {
    this.state.heard = Math.max(this.state.heard, seq);
    this.state.activeAt = Date.now();
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

  get isOpen(): boolean {
    return this.owesAnswer || this.owesReopening || Date.now() < this.closesAt;
  }

  /** When a quiet conversation closes, ms of the epoch. */
  get closesAt(): number {
    const { idleMs, graceMs } = this.start.policy;
    return this.state.status === 'resolved' ? this.state.movedAt + graceMs : this.state.activeAt + idleMs;
  }

  /** Everything up to here is settled, unless a move came meanwhile: then the log is asked again. */
  settle(upTo: number): void {
    if (upTo >= this.state.since) this.state.answered = Math.max(this.state.answered, upTo);
    this.state.superseded = 0;
    this.turns++;
  }

  /** The draft was overtaken: the next turn answers everything. */
  drop(): void {
    if (this.mayAnswer) this.state.superseded++;
    this.turns++;
  }

  /** The validator: what memory knows to be illegal is refused at no cost in history. A repeated command passes. */
  mustAllow(move: Command): void {
    const info = currentUpdateInfo();
    if (!this.loaded || (info && this.state.commands.includes(info.id))) return;
    // Whose command it is, is checked against the log; here any agent stands for all.
    if (!afterMove(this.state, move, 'usr_')) throw conflict(move, this.state);
  }

  /** The Update: the log decides, and the same command id gets the same verdict in any run. */
  async obey(move: Command, { agentId }: By): Promise<Verdict> {
    const { id } = currentUpdateInfo()!;
    const verdict = await this.append(move, id, { agentId });
    if (!verdict.accepted) throw conflict(move, verdict);
    this.state.commands = [...this.state.commands.filter((command) => command !== id), id].slice(-COMMANDS_CARRIED);
    return verdict;
  }

  async append(
    move: Move,
    key: string,
    { agentId = null, ...more }: { agentId?: UserId | null; reason?: EscalationReason; turnId?: TurnId; heard?: number } = {},
  ): Promise<Verdict> {
    const request = { ...this.ref, move, key, agentId, ...more };
    const verdict = await store.appendMove.executeWithOptions({ summary: move }, [request]);
    this.adopt(verdict);
    return verdict;
  }

  /** Takes over what the log says. Two moves may report in any order; the log has one. */
  adopt({ mode, status, since, takenBy }: Standing): void {
    if (since <= this.state.since) return;
    Object.assign(this.state, { mode, status, since, takenBy, movedAt: Date.now(), superseded: 0 });
    if (this.mayAnswer) this.state.answered = 0; // handed back: the log is asked what is still owed
    upsertSearchAttributes([
      { key: SEARCH.mode, value: mode },
      { key: SEARCH.status, value: status },
      { key: SEARCH.assignee, value: takenBy },
    ]);
    this.show();
  }

  /** Closes the log behind what was heard. @returns false when a visitor spoke meanwhile: the conversation goes on */
  async end(): Promise<boolean> {
    const { heard } = this.state;
    const { accepted } = await this.append('end', `end-${heard}`, { heard });
    if (accepted) return true;
    this.state.activeAt = Date.now();
    await this.look();
    return false;
  }

  /** Waits for work or the nearest deadline. Messages that only push the deadline away wake nobody. */
  async rest(): Promise<void> {
    const until = this.closesAt;
    const due = (): boolean => this.owesAnswer || this.owesReopening || this.runIsFull || this.closesAt < until;
    await condition(due, Math.max(1_000, until - Date.now()), { summary: 'close when quiet' });
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
    const doing = this.owesAnswer ? 'answering' : this.owesReopening ? 'reopening' : 'waiting';
    setCurrentDetails(
      [
        `**${status}**, mode \`${mode}\`, ${doing}`,
        `- heard up to ${heard}, settled up to ${answered}`,
        `- turns in this run: ${this.turns}`,
        takenBy ? `- answered by \`${takenBy}\`` : '',
      ]
        .filter(Boolean)
        .join('\n'),
    );
  }
}

const conflict = (move: Move, { mode, status, since, takenBy }: Standing): ApplicationFailure =>
  ApplicationFailure.create({
    type: CONFLICT,
    message: `${move} is not possible: ${status}, mode ${mode}.`,
    nonRetryable: true,
    details: [{ mode, status, since, takenBy }],
  });
