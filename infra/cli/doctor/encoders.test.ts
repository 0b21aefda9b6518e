/** What the doctor says of the encoder that is configured and of those in use. */
import { expect, test } from '@jest/globals';
import type { EncoderChoice, EncoderName } from '../../../workflows/domain/encoder.ts';
import { findingOf } from './encoders.ts';

const searchedWith = (inUse: EncoderName, to?: EncoderName): EncoderChoice => ({
  inUse,
  before: null,
  change: to ? { to, state: 'building', done: 1, total: 2, startedAt: new Date(0) } : null,
});

test('who is searched with another encoder than the configured one is told, and what to do', () => {
  expect(findingOf('large@7', [searchedWith('large@7')])).toMatchObject({ adapter: 'large@7', health: 'healthy', note: null });
  const { health, note } = findingOf('large@7', [searchedWith('small@3', 'large@7'), searchedWith('small@3'), searchedWith('large@7')]);
  expect(health).toBe('degraded');
  expect(note).toMatch(/^2 of 3 tenants are searched with small@3, 1 of them on their way.*parley embeddings switch/);
  expect(findingOf('words', null)).toMatchObject({ health: 'healthy', note: expect.stringContaining('not known') });
});
