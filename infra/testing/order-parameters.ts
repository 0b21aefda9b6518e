/** What a tool takes in tests: an argument of each type, and one that must be there. */
import type { Parameters } from '../../workflows/domain/turn.ts';

export const ORDER_PARAMETERS: Parameters = {
  type: 'object',
  properties: {
    order: { type: 'string' },
    pieces: { type: 'integer' },
    share: { type: 'number' },
    notify: { type: 'boolean' },
    speed: { type: 'string', enum: ['slow', 'fast'] },
  },
  required: ['order'],
  additionalProperties: false,
};
