/** The tool by which a model hands over to a person. It ends the turn, so it is read and never run. */
import type { Draft } from '../../workflows/domain/turn.ts';
import type { Offered } from './tool.ts';

const REASONS = ['nothingFound', 'askedForPerson', 'modelUnsure'] as const;
const SUMMARY_CHARS = 1_000;

export const ESCALATE = {
  name: 'escalate',
  description: 'Hands the conversation to a person. Use it when the sources do not answer the question or the visitor wants a person.',
  parameters: {
    type: 'object',
    properties: {
      reason: { type: 'string', enum: REASONS },
      summary: { type: 'string', description: 'One or two sentences for the person who takes over.' },
    },
    required: ['reason', 'summary'],
    additionalProperties: false,
  },
  policy: { reaches: 'conversation' },
} as const satisfies Offered;

/** Whoever wants a person gets one, however the arguments look. */
export function escalationOf({ calls, model, usage }: Extract<Draft, { type: 'tools' }>): Extract<Draft, { type: 'escalate' }> | null {
  const call = calls.find(({ name }) => name === ESCALATE.name);
  return call ? { type: 'escalate', ...read(call.arguments), model, usage } : null;
}

function read(json: string): { reason: (typeof REASONS)[number]; summary: string } {
  try {
    const { reason, summary } = JSON.parse(json) as { reason?: unknown; summary?: unknown };
    const known = REASONS.find((one) => one === reason);
    return { reason: known ?? 'modelUnsure', summary: typeof summary === 'string' ? summary.slice(0, SUMMARY_CHARS) : '' };
  } catch {
    return { reason: 'modelUnsure', summary: '' };
  }
}
