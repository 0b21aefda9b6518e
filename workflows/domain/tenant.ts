/** Where a tenant stands. Suspended by the platform's operators, or on its way out, it opens no door. */
export const TENANT_STATUSES = ['active', 'suspended', 'deleting'] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** A tenant of before there was a status has none, and is active. */
export const isSuspended = ({ status }: { status?: TenantStatus }): boolean => status === 'suspended';

export const isActive = ({ status }: { status?: TenantStatus }): boolean => (status ?? 'active') === 'active';
