/** A refusal as RFC 9457 problem+json. Never a stack, never what was sent. */
import type { Problem } from '../../workflows/domain/errors.ts';
import type { ProblemView } from '../protocol/common.ts';

export const presentProblem = ({ kind, details }: Problem, requestId?: string): ProblemView => ({
  type: `urn:parley:problem:${kind.code}`,
  title: kind.title,
  status: kind.status,
  code: kind.code,
  ...(details.detail ? { detail: details.detail } : {}),
  ...(details.fields ? { fields: details.fields } : {}),
  ...(requestId ? { requestId } : {}),
  ...details.extra,
});
