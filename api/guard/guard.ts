/**
 * The one decision for every door: HTTP and sockets ask it with the caller, what the declaration demands, and what was sent. The console
 * has no door of its own, it comes by HTTP; tools of a model act in their conversation (`activities/tools/tool.ts`).
 */
import { forbidden, notFound } from '../../workflows/domain/errors.ts';
import type { Permission } from '../../workflows/domain/roles.ts';
import type { ApiDeps } from '../context.ts';
import { allows } from '../protocol/abilities.ts';
import { idsAt, type Bindings } from './bindings.ts';
import { owns, type Caller } from './owners.ts';

/** @throws {Problem} 403 for a role without the permission. Of a key its own permissions are asked where it comes in. */
export function mustMay(caller: Caller, permission: Permission | null): void {
  if (caller.kind !== 'staff' || caller.keyId || permission === null) return;
  if (!allows(caller.role, permission)) throw forbidden();
}

/** @param sent everything that may hold an id @throws {Problem} 404 for an id that is not whose it must be */
export async function mustOwn(
  caller: Caller,
  binds: Bindings | undefined,
  sent: readonly unknown[],
  deps: ApiDeps,
  heard?: ReadonlyMap<string, unknown>,
): Promise<void> {
  for (const [path, binding] of Object.entries(binds ?? {})) {
    if (typeof binding !== 'string') continue;
    for (const id of sent.flatMap((part) => idsAt(part, path))) if (!(await owns(binding, caller, id, deps, heard))) throw notFound();
  }
}
