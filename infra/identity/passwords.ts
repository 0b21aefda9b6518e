/** argon2id with 19 MiB and two passes. */
import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../ports/identity.ts';

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function argon2Passwords(): Passwords {
  // Checked for unknown addresses, so that they take as long as known ones.
  const nobody = hash('nobody has this password', COST);
  return {
    hash: (password) => hash(password, COST),
    matches: async (password, stored) => (await verify(stored ?? (await nobody), password)) && stored !== null,
  };
}
