/**
 * The ledger of `patched()` ids: what each one guards and when it may go. A change of a workflow's commands while
 * conversations are in flight adds an id here and ships with a recorded history. None is open.
 */
export const PATCHES = {} as const satisfies Record<string, { guards: string; remove: string }>;
