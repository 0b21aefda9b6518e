/** Tenants, their people, and what people sign in with. */
import { anything, collection, date, id, number, type Collection } from './collection.ts';

export const people = {
  tenants: collection(
    'tenants',
    {
      slug: id,
      name: id,
      revisionId: { type: String, default: null },
      recentRevisions: [String],
      encoder: { type: String, default: null },
      encoderBefore: { type: String, default: null },
      encoderChange: anything,
      status: { type: String, default: 'active' },
      transfer: anything,
      createdAt: date,
    },
    [{ keys: { slug: 1 }, options: { name: 'tenant_slug', unique: true }, serves: 'a widget or sign-in names a tenant by slug' }],
  ),
  users: collection(
    'users',
    {
      email: id,
      emailKey: id,
      name: id,
      passwordHash: { type: String, default: null },
      emailVerifiedAt: { type: Date, default: null },
      operatorSince: { type: Date, default: null },
    },
    [{ keys: { emailKey: 1 }, options: { name: 'user_email', unique: true }, serves: 'sign-in by lower-case address' }],
  ),
  memberships: collection('memberships', { tenantId: id, userId: id, role: id }, [
    { keys: { userId: 1 }, options: { name: 'membership_user' }, serves: 'workspaces of a user at sign-in' },
    { keys: { tenantId: 1 }, options: { name: 'membership_tenant' }, serves: 'the members of a workspace' },
  ]),
  refreshFamilies: collection(
    'refreshFamilies',
    {
      userId: id,
      tenantId: id,
      generation: number,
      rotatedAt: date,
      createdAt: date,
      expiresAt: date,
      endsAt: date,
      endedAt: { type: Date, default: null },
      endedBecause: { type: String, default: null },
      device: anything,
    },
    [
      { keys: { userId: 1, createdAt: -1 }, options: { name: 'family_user' }, serves: 'the sessions of a person' },
      { keys: { expiresAt: 1 }, options: { name: 'family_expired' }, serves: 'the sweeper: sessions that are long over' },
      { keys: { tenantId: 1 }, options: { name: 'family_tenant' }, serves: 'all sessions of a tenant that is suspended or deleted' },
    ],
  ),
  invitations: collection(
    'invitations',
    {
      tenantId: id,
      email: id,
      emailKey: id,
      role: id,
      tokenHash: id,
      invitedBy: id,
      createdAt: date,
      expiresAt: date,
      state: id,
      acceptedBy: { type: String, default: null },
    },
    [
      { keys: { expiresAt: 1 }, options: { name: 'invitation_expired' }, serves: 'the sweeper: invitations that are long over' },
      { keys: { tokenHash: 1 }, options: { name: 'invitation_token', unique: true }, serves: 'somebody opens an invitation' },
      { keys: { tenantId: 1, state: 1, createdAt: -1 }, options: { name: 'invitations_open' }, serves: 'the open invitations of a workspace' },
    ],
  ),
  oneTimeCodes: collection(
    'oneTimeCodes',
    { purpose: id, emailKey: id, email: id, sealed: id, tries: number, usedAt: { type: Date, default: null }, expiresAt: date },
    [{ keys: { expiresAt: 1 }, options: { name: 'code_expired' }, serves: 'the sweeper: codes that nobody can spend any more' }],
  ),
  identities: collection('identities', { issuer: id, userId: id, createdAt: date }, [
    { keys: { userId: 1 }, options: { name: 'identity_user' }, serves: 'a person who is deleted' },
  ]),
  secondFactors: collection('secondFactors', { sealed: id, confirmedAt: { type: Date, default: null }, step: number, recovery: [String] }),
} satisfies Record<string, Collection>;
