/** The ways of a tenant from one encoder to another, as the command line asks for them; each waits until it has ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChangeAsk, STEPS_PER_RUN } from '../../../workflows/contracts/encoder-change.ts';
import type { EncoderChoice, EncoderName } from '../../../workflows/domain/encoder.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import { Misuse } from '../command.ts';
import type { Parts as All } from '../compose/parts.ts';

const LOOK_EVERY_MS = 500;
export const MOVES = ['switch', 'pause', 'resume', 'stop', 'rollback', 'forget'] as const;
export type Move = (typeof MOVES)[number];
export type Chosen = { tenantId: TenantId; slug: string; choice: EncoderChoice };
type Parts = Pick<All, 'tenants' | 'encoders' | 'encoderChoices' | 'engine'>;
type Say = (line: string) => void;

/** Of one tenant, or of all; one that has no encoder yet begins with the configured one. */
export async function chosenBy({ tenants, encoders, encoderChoices }: Parts, slug: string | undefined): Promise<Chosen[]> {
  if (slug === undefined) {
    const all = await encoderChoices.all({ everyTenant: true });
    return all.map(({ tenantId, slug: own, ...choice }) => ({ tenantId, slug: own, choice }));
  }
  const tenant = await tenants.bySlug(slug);
  if (!tenant) throw new Misuse(`There is no tenant "${slug}".`);
  const scope = { tenantId: tenant._id };
  await encoders.inUse(scope);
  const choice = await encoderChoices.get(scope);
  return choice ? [{ tenantId: tenant._id, slug, choice }] : [];
}

/**
 * @param target where a switch goes
 * @param say told how it goes, and why not
 * @returns false when it could not be done
 */
export async function carryOut(parts: Parts, move: Move, { tenantId, choice }: Chosen, target: EncoderName, say: Say): Promise<boolean> {
  if (move === 'pause' || move === 'resume') return ask(parts, tenantId, move, say);
  if (move === 'stop') return stop(parts, tenantId, choice, say);
  if (move === 'forget') return forget(parts, tenantId, choice, say);
  const to = move === 'rollback' ? choice.before : target;
  if (to === null) return refused(say, 'there is nothing to go back to.');
  if (to === choice.inUse) return (say(`is searched with ${to} already.`), true);
  if (!parts.encoders.known.includes(to)) return refused(say, `${to} is not configured here; known are ${parts.encoders.known.join(', ')}.`);
  if (choice.change && choice.change.to !== to) return refused(say, `${choice.change.to} is being built (${choice.change.state}); stop that first.`);
  if (!(await parts.engine.startEncoderChange({ type: 'switch', tenantId, to, stepsPerRun: STEPS_PER_RUN })))
    say('goes on with the change that runs.');
  const stands = await ended(parts, tenantId, say);
  if (stands?.inUse === to) return true;
  return refused(say, stands?.change ? 'the change has failed; what was built is kept for the next try.' : 'the change was stopped.');
}

async function ask({ engine }: Parts, tenantId: TenantId, what: ChangeAsk, say: Say): Promise<boolean> {
  return (await engine.askEncoderChange(tenantId, what)) || refused(say, 'no change runs.');
}

async function stop(parts: Parts, tenantId: TenantId, { change }: EncoderChoice, say: Say): Promise<boolean> {
  if (!change) return refused(say, 'no change is under way.');
  // One that has failed, or was ended from outside, has nobody who could hear.
  if (!(await parts.engine.askEncoderChange(tenantId, 'stop'))) await parts.engine.startEncoderChange({ type: 'giveUp', tenantId, to: change.to });
  return (await ended(parts, tenantId, say))?.change === null;
}

async function forget(parts: Parts, tenantId: TenantId, { change }: EncoderChoice, say: Say): Promise<boolean> {
  if (change) return refused(say, `${change.to} is being built (${change.state}); stop that first.`);
  if (!(await parts.engine.startEncoderChange({ type: 'forget', tenantId }))) return refused(say, 'a change runs.');
  return (await ended(parts, tenantId, say))?.before === null;
}

/** @returns what stands once no change runs any more */
async function ended({ engine, encoderChoices }: Parts, tenantId: TenantId, say: Say): Promise<EncoderChoice | null> {
  for (let said = ''; ;) {
    // The workflow first: what the record says behind its end is the end. An engine that is away says nothing of it.
    const runs = await engine.encoderChangeRuns(tenantId).catch(() => true);
    const choice = await encoderChoices.get({ tenantId });
    if (!runs) return choice;
    const says = choice?.change ? inWords(choice) : 'waiting for a worker';
    if (says !== said) say(says);
    said = says;
    await sleep(LOOK_EVERY_MS);
  }
}

const refused = (say: Say, why: string): false => (say(why), false);

/** What stands, in a line. */
export const inWords = ({ inUse, before, change }: EncoderChoice): string =>
  [inUse, before ? `${before} kept to go back to` : '', change ? `${change.to} ${change.state}, ${change.done} of ${change.total} documents` : '']
    .filter(Boolean)
    .join('; ');
