/**
 * `parley assistant pause|resume|status`: the switch of the assistant for the whole installation or one tenant. Waits until every open
 * conversation was visited; interrupted, the operation goes on without it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EVERYWHERE, SWITCH_MOVES, type Operation, type SwitchMove, type SwitchTarget } from '../../../workflows/domain/assistant.ts';
import { mintId } from '../../ids/mint.ts';
import type { Reach } from '../../ports/reach.ts';
import { Misuse, type Run } from '../command.ts';
import type { Parts } from '../compose/parts.ts';
import { withParts } from '../with-parts.ts';

const LOOK_EVERY_MS = 500;

export const run: Run = ({ config, args, json }) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { everywhere: { type: 'boolean', default: false }, tenant: { type: 'string' } },
  });
  const [move] = positionals;
  if (values.everywhere === (values.tenant !== undefined)) throw new Misuse('Say either --everywhere or --tenant SLUG.');
  if (positionals.length !== 1 || !(move === 'status' || isMove(move))) throw new Misuse('Say pause, resume or status.');
  return withParts(config, async (parts) => {
    const target = await targetOf(parts, values.tenant);
    const reach: Reach = target === EVERYWHERE ? { everyTenant: true } : { tenantId: target };
    if (move === 'status') return print(json, await statusOf(parts, target));
    const operationId = mintId('opr');
    await parts.engine.switchAssistant({ operationId, target, move, by: null });
    const ended = await end(parts, reach, operationId);
    const { state, done, skipped, failed } = ended;
    print(json, json ? { operationId, target, move, state, done, skipped, failed } : `${move} of ${values.tenant ?? target}: ${inWords(ended)}.`);
    return failed === 0 ? 0 : 1;
  });
};

const isMove = (word: string | undefined): word is SwitchMove => SWITCH_MOVES.some((move) => move === word);

async function targetOf({ tenants }: Parts, slug: string | undefined): Promise<SwitchTarget> {
  if (slug === undefined) return EVERYWHERE;
  const tenant = await tenants.bySlug(slug);
  if (!tenant) throw new Misuse(`There is no tenant "${slug}".`);
  return tenant._id;
}

async function statusOf({ assistant }: Parts, target: SwitchTarget): Promise<object> {
  const found =
    target === EVERYWHERE
      ? await assistant.everywhere({ everyTenant: true })
      : ((await assistant.switches({ tenantId: target })).find((one) => one.target === target) ?? null);
  return { target, paused: found?.paused ?? false, since: found?.at.toISOString() ?? null };
}

async function end({ assistant }: Parts, reach: Reach, operationId: Operation['_id']): Promise<Operation> {
  for (let said = ''; ;) {
    const operation = await assistant.operation(reach, operationId);
    if (operation?.endedAt) return operation;
    const says = operation ? inWords(operation) : 'waiting for a worker';
    if (says !== said) console.error(says);
    said = says;
    await sleep(LOOK_EVERY_MS);
  }
}

const inWords = ({ state, done, skipped, failed }: Operation): string => `${state}, ${done} done, ${skipped} skipped, ${failed} failed`;

function print(json: boolean, what: object | string): number {
  console.log(typeof what === 'string' ? what : JSON.stringify(what, null, json ? 0 : 2));
  return 0;
}
