/** The ids of every noun: TypeIDs, minted in api and activities (`infra/ids`), so sorted by time and never a credential. */

export type TenantId = `tnt_${string}`;
export type UserId = `usr_${string}`;
export type VisitorId = `vis_${string}`;
export type SessionId = `ses_${string}`;
export type ConversationId = `cnv_${string}`;
export type TurnId = `trn_${string}`;
export type DocumentId = `doc_${string}`;
export type ChunkId = `chk_${string}`;
export type RevisionId = `rev_${string}`;
export type InvitationId = `inv_${string}`;
export type OperationId = `opr_${string}`;
export type SiteId = `sit_${string}`;

export const ID_PREFIXES = [
  'tnt',
  'usr',
  'vis',
  'ses',
  'cnv',
  'trn',
  'doc',
  'chk',
  'rev',
  'inv',
  'esc',
  'key',
  'whk',
  'dlv',
  'evt',
  'aud',
  'opr',
  'can',
  'sit',
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** The place of an entry in its log is its identity. `seq` counts from 1 and has no gaps. */
export type EntryId = `${ConversationId}:${number}`;

export const entryId = (conversationId: ConversationId, seq: number): EntryId => `${conversationId}:${seq}`;

/** Which company's data is meant. The first argument of every store method. */
export type TenantScope = { readonly tenantId: TenantId };

/** Names one conversation across tenants. */
export type ConversationRef = { readonly tenantId: TenantId; readonly conversationId: ConversationId };

/** The id of a conversation's workflow: opaque, derived on the server, never taken from a caller. */
export const conversationWorkflowId = ({ tenantId, conversationId }: ConversationRef): string => `conv/${tenantId}/${conversationId}`;

/** The id of the workflow that deletes a tenant. */
export const tenantDeletionWorkflowId = (tenantId: TenantId): string => `erase/${tenantId}/tenant`;

/** The id of the workflow that moves a switch of the assistant. */
export const assistantWorkflowId = (target: string): string => `assistant/${target}`;

/** The id of the workflow that changes a tenant's encoder: one at a time. */
export const encoderChangeWorkflowId = (tenantId: TenantId): string => `encoder/${tenantId}`;

/** The id of the workflow that ingests one content of one document. */
export const ingestionWorkflowId = (tenantId: TenantId, versionId: string): string => `ingest/${tenantId}/${versionId}`;

/** The schedule of a site's syncs, and the beginning of the ids of their workflows. */
export const siteSyncId = (tenantId: TenantId, siteId: SiteId): string => `site/${tenantId}/${siteId}`;

/** The id of the workflow that removes a site. */
export const siteRemovalWorkflowId = (tenantId: TenantId, siteId: SiteId): string => `site-removal/${tenantId}/${siteId}`;
