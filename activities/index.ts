/** Every activity, by the name that workflows call it. One line a step. */
import type { Deps } from './deps.ts';
import { appendMove } from './conversation/append-move.ts';
import { loadConversation } from './conversation/load-conversation.ts';
import { markOverdue } from './conversation/mark-overdue.ts';
import { openTurn } from './conversation/open-turn.ts';
import { snoozeConversation } from './conversation/snooze-conversation.ts';
import { sweepUndispatched } from './conversation/sweep-undispatched.ts';
import { warnIdle } from './conversation/warn-idle.ts';
import { beginEncoderChange, endEncoderChange, forgetEncoders, pauseEncoderChange } from './knowledge/change-encoder.ts';
import { embedChunks } from './knowledge/embed-chunks.ts';
import { extractDocument } from './knowledge/extract-document.ts';
import { failDocument } from './knowledge/fail-document.ts';
import { fillIndex, switchEncoder } from './knowledge/fill-index.ts';
import { publishRevision } from './knowledge/publish-revision.ts';
import { beginOperation } from './operations/begin-operation.ts';
import { endOperation } from './operations/end-operation.ts';
import { listOpen } from './operations/list-open.ts';
import { switchPage } from './operations/switch-page.ts';
import { commitReply } from './reply/commit-reply.ts';
import { draftReply } from './reply/draft-reply.ts';
import { searchKnowledge } from './reply/search-knowledge.ts';
import { tellDelay } from './reply/tell-delay.ts';
import { removeSitePages } from './site/remove-site.ts';
import { beginSiteSync, endSiteSync, failSiteSync, readSitePages } from './site/sync-site.ts';
import { closeTenant } from './tenancy/close-tenant.ts';
import { eraseTenant } from './tenancy/erase-tenant.ts';
import { resolveEffect } from './tools/resolve-effect.ts';
import { runTool } from './tools/run-tool.ts';

export const createActivities = (deps: Deps) => ({
  loadConversation: loadConversation(deps),
  openTurn: openTurn(deps),
  searchKnowledge: searchKnowledge(deps),
  draftReply: draftReply(deps),
  runTool: runTool(deps),
  resolveEffect: resolveEffect(deps),
  tellDelay: tellDelay(deps),
  commitReply: commitReply(deps),
  appendMove: appendMove(deps),
  snoozeConversation: snoozeConversation(deps),
  warnIdle: warnIdle(deps),
  markOverdue: markOverdue(deps),
  extractDocument: extractDocument(deps),
  embedChunks: embedChunks(deps),
  publishRevision: publishRevision(deps),
  failDocument: failDocument(deps),
  beginEncoderChange: beginEncoderChange(deps),
  fillIndex: fillIndex(deps),
  pauseEncoderChange: pauseEncoderChange(deps),
  switchEncoder: switchEncoder(deps),
  endEncoderChange: endEncoderChange(deps),
  forgetEncoders: forgetEncoders(deps),
  beginSiteSync: beginSiteSync(deps),
  readSitePages: readSitePages(deps),
  endSiteSync: endSiteSync(deps),
  failSiteSync: failSiteSync(deps),
  removeSitePages: removeSitePages(deps),
  eraseTenant: eraseTenant(deps),
  closeTenant: closeTenant(deps),
  sweepUndispatched: sweepUndispatched(deps),
  beginOperation: beginOperation(deps),
  listOpen: listOpen(deps),
  switchPage: switchPage(deps),
  endOperation: endOperation(deps),
});

export type Activities = ReturnType<typeof createActivities>;

export type { DraftOutcome } from './reply/draft-reply.ts';
export type { ToolOutcome, ToolRequest } from './tools/run-tool.ts';
