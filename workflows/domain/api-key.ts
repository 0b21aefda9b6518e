/** Keys for programs. Each opens what its permissions say and no more; the installation keeps a hash. */
import type { TenantId, UserId } from './ids.ts';
import { PERMISSIONS, type Permission } from './roles.ts';

export type ApiKeyId = `key_${string}`;

export type ApiKey = {
  _id: ApiKeyId;
  /** Null for a key of the whole installation: each call names its tenant. */
  tenantId: TenantId | null;
  name: string;
  /** The beginning of the key, by which people recognise it. */
  start: string;
  tokenHash: string;
  permissions: KeyPermission[];
  /** In whose name the key acts. */
  createdBy: UserId;
  createdAt: Date;
  expiresAt: Date | null;
  /** Within some minutes. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** By this a key is told from other credentials, by us and by those who search repositories for leaked ones. */
export const API_KEY_PREFIX = 'parley';
/** Characters that are kept and shown: the prefix and four more. */
export const API_KEY_SHOWN = API_KEY_PREFIX.length + 5;

/** What belongs to people alone: keys, roles and the tenant itself. A stolen key cannot make another, nor a member. */
const FOR_PEOPLE = ['key.manage', 'member.manage', 'tenant.rename', 'tenant.transfer', 'tenant.delete', 'platform.keys'] as const;

export type KeyPermission = Exclude<Permission, (typeof FOR_PEOPLE)[number]>;

/** What a key of the installation alone may hold: to manage tenants, as operators do. */
export const PLATFORM_PERMISSIONS = ['platform.read', 'platform.manage'] as const;
export type PlatformPermission = (typeof PLATFORM_PERMISSIONS)[number];
export const isOfPlatform = (permission: Permission): boolean => permission.startsWith('platform.');

/** What a key of a tenant may hold. */
export const KEY_PERMISSIONS = PERMISSIONS.filter(
  (permission): permission is Exclude<KeyPermission, PlatformPermission> =>
    !(FOR_PEOPLE as readonly Permission[]).includes(permission) && !isOfPlatform(permission),
);

/** How much of a key's last use is worth a write, ms. */
export const LAST_USE_EVERY_MS = 300_000;

export const isLiveKey = ({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt > now);
