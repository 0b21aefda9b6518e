/** Search attributes of conversations: clear text in every list, so ids and enums only. Registered at start-up. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const SEARCH = {
  tenant: defineSearchAttributeKey('ParleyTenant', SearchAttributeType.KEYWORD),
  mode: defineSearchAttributeKey('ParleyMode', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('ParleyStatus', SearchAttributeType.KEYWORD),
  assignee: defineSearchAttributeKey('ParleyAssignee', SearchAttributeType.KEYWORD),
  channel: defineSearchAttributeKey('ParleyChannel', SearchAttributeType.KEYWORD),
  tags: defineSearchAttributeKey('ParleyTags', SearchAttributeType.KEYWORD_LIST),
  dueAt: defineSearchAttributeKey('ParleyDueAt', SearchAttributeType.DATETIME),
  turns: defineSearchAttributeKey('ParleyTurns', SearchAttributeType.INT),
} as const;
