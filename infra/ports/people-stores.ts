/** People, where they belong, and how they come to. */
import type { InvitationId, TenantId, TenantScope, UserId } from '../../workflows/domain/ids.ts';
import type { Role } from '../../workflows/domain/roles.ts';
import type { EveryTenant } from './reach.ts';

export type User = {
  _id: UserId;
  emailKey: string;
  email: string;
  name: string;
  /** Null for somebody who signs in by other means. */
  passwordHash: string | null;
  /** When it was proven that the address is theirs; absent or null: never. */
  emailVerifiedAt?: Date | null;
  /** Since when the person runs the installation; absent or null: does not. */
  operatorSince?: Date | null;
};

export type Membership = { tenantId: TenantId; userId: UserId; role: Role };

export interface UserStore {
  byEmail(email: string): Promise<User | null>;
  get(userId: UserId): Promise<User | null>;
  create(user: Omit<User, 'emailKey'>): Promise<User>;
  /** Who runs the installation, by address. */
  operators(scope: EveryTenant): Promise<User[]>;
  memberships(userId: UserId): Promise<Membership[]>;
  membership(scope: TenantScope, userId: UserId): Promise<Membership | null>;
  addMember(scope: TenantScope, userId: UserId, role: Role): Promise<void>;
}

export type Invitation = {
  _id: InvitationId;
  tenantId: TenantId;
  email: string;
  emailKey: string;
  role: Role;
  tokenHash: string;
  invitedBy: UserId;
  createdAt: Date;
  expiresAt: Date;
  state: 'open' | 'accepted' | 'revoked';
  acceptedBy: UserId | null;
};

export interface InvitationStore {
  create(scope: TenantScope, invitation: Omit<Invitation, 'tenantId' | 'emailKey' | 'state' | 'acceptedBy'>): Promise<Invitation>;
  get(scope: TenantScope, invitationId: InvitationId): Promise<Invitation | null>;
  /** Open ones, newest first. */
  open(scope: TenantScope): Promise<Invitation[]>;
  /** By the hash of the presented token: the credential itself names the tenant. */
  byTokenHash(tokenHash: string): Promise<Invitation | null>;
  /** Of any number who try at once one gets it. */
  claim(scope: TenantScope, invitationId: InvitationId, userId: UserId): Promise<boolean>;
  /** Opens it again for whoever claimed it and could not go on. */
  release(scope: TenantScope, invitationId: InvitationId, userId: UserId): Promise<void>;
  revoke(scope: TenantScope, invitationId: InvitationId): Promise<boolean>;
}

export type Member = Membership & { name: string; email: string };

export interface MemberStore {
  list(scope: TenantScope): Promise<Member[]>;
  /** @returns false when the role was not `from` any more */
  changeRole(scope: TenantScope, userId: UserId, from: Role, to: Role): Promise<boolean>;
  remove(scope: TenantScope, userId: UserId, role: Role): Promise<boolean>;
  /** Hands ownership on, so that there is never a moment without an owner. @returns false when another transfer was first */
  transfer(scope: TenantScope, from: UserId, to: UserId): Promise<boolean>;
}

/** What a person may change of its own account. */
export interface AccountStore {
  setPassword(userId: UserId, passwordHash: string | null): Promise<void>;
  /**
   * The address is proven to be theirs. A password from before the first proof is dropped: whoever set it may have been a stranger
   * who waited for the owner of the address.
   */
  verifyEmail(userId: UserId, at: Date): Promise<void>;
  rename(userId: UserId, name: string): Promise<void>;
  /** Null takes it away. */
  setOperator(userId: UserId, since: Date | null): Promise<void>;
}
