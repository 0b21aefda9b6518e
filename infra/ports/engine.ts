/** The workflow engine as api and command line know it. No caller ever names a workflow id. */
import type { By, Command, EntryRef, Verdict } from '../../workflows/contracts/conversation.ts';
import type { AssistantOperation } from '../../workflows/contracts/assistant.ts';
import type { ChangeAsk, EncoderChangeStart } from '../../workflows/contracts/encoder-change.ts';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { SiteRef } from '../../workflows/contracts/site-sync.ts';
import type { TenantDeletionStart } from '../../workflows/contracts/tenancy.ts';
import type { ConversationRef, TenantId, TenantScope } from '../../workflows/domain/ids.ts';

export interface Engine {
  /** Tells the conversation's workflow to look at its log, starting it if need be. False: not reached; the sweeper rings again. */
  ring(conversation: ConversationRef, entry: EntryRef): Promise<boolean>;
  /**
   * Asks for a move and waits for the verdict, at most 5 s.
   *
   * @param commandId the caller's Idempotency-Key: the same id gets the same verdict
   * @param lastEntry an entry of the log, for waking a conversation whose run was ended
   * @throws {Problem} `conversation.taken`, `conversation.moveRefused`; `engine.unavailable` when the outcome is unknown
   */
  command(conversation: ConversationRef, command: Command, commandId: string, by: By, lastEntry: EntryRef): Promise<Verdict>;
  /**
   * Asks for the assistant to be paused or resumed for a tenant or everywhere; a repeat does no harm.
   *
   * @throws {Problem} `engine.unavailable` when it is not known whether it was heard
   */
  switchAssistant(operation: AssistantOperation): Promise<void>;
  /** Has a version prepared; one that is being prepared is prepared once more behind that. */
  startIngestion(start: IngestionStart): Promise<void>;
  /** Begins a change of a tenant's encoder. @returns false when one is under way already; it goes on */
  startEncoderChange(start: EncoderChangeStart): Promise<boolean>;
  /** Tells the change that is under way to pause, go on or give up. @returns false when there is none */
  askEncoderChange(tenantId: TenantId, ask: ChangeAsk): Promise<boolean>;
  /** Whether a change of the tenant's encoder runs, or waits to be resumed. */
  encoderChangeRuns(tenantId: TenantId): Promise<boolean>;
  /** Has a site synced so often from now on, or with null never by itself. */
  keepSite(site: SiteRef, everyHours: number | null): Promise<void>;
  /** Starts a sync of a site that is kept; one that runs goes on. */
  syncSite(site: SiteRef): Promise<void>;
  /** Has a site that waits synced: at once, or when its present run has ended. At most one waits behind another. */
  resumeSite(site: SiteRef): Promise<void>;
  /** Ends the schedule of a site and what runs of it; one that is not kept is no fault. */
  forgetSite(site: SiteRef): Promise<void>;
  /** Starts the removal of a site's pages; one that runs goes on. */
  startSiteRemoval(site: SiteRef): Promise<void>;
  /** Starts the deletion of a tenant that was closed; one that runs already goes on. */
  startTenantDeletion(start: TenantDeletionStart): Promise<void>;
  /** Ends and forgets every workflow of a tenant. @returns how many there were */
  forgetWorkflowsOf(scope: TenantScope): Promise<number>;
  /** Where operators read the conversation; null without a UI. */
  urlOf(conversation: ConversationRef): string | null;
  readonly uiUrl: string | null;
  healthy(): Promise<boolean>;
}
