/** The record of a change of encoder: what it says while an index is built, and when it ends without its switch. */
import { activityInfo } from '@temporalio/activity';
import type { ChangeRef } from '../../workflows/contracts/encoder-change.ts';
import { auditDetail, PLATFORM, SYSTEM } from '../../workflows/domain/audit.ts';
import type { TenantId } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';

type Audited = Pick<Deps, 'encoders' | 'encoderChoices' | 'audit' | 'now'>;

/**
 * A change is one row of the audit, by whichever of its runs it is begun or gone on with.
 *
 * @returns false when there is nothing to build: the encoder is in use, or another one is being built
 */
export const beginEncoderChange =
  (deps: Audited) =>
  async ({ tenantId, to }: ChangeRef): Promise<boolean> => {
    const { encoders, encoderChoices, now } = deps;
    // A tenant that was never searched gets its first encoder by this.
    await encoders.inUse({ tenantId });
    if (!(await encoderChoices.begin({ tenantId }, { to, startedAt: now() }))) return false;
    const choice = await encoderChoices.get({ tenantId });
    if (choice?.change?.to === to) {
      const { inUse: from, before, change } = choice;
      const action = to === before ? 'encoder.rollbackBegun' : 'encoder.switchBegun';
      await writeDown(deps, tenantId, action, { change: change.startedAt.getTime(), detail: { from, to } });
    }
    return true;
  };

export const pauseEncoderChange =
  ({ encoderChoices }: Pick<Deps, 'encoderChoices'>) =>
  async ({ tenantId, to, isPaused }: ChangeRef & { isPaused: boolean }): Promise<void> => {
    await encoderChoices.progress({ tenantId }, to, { state: isPaused ? 'paused' : 'building' });
  };

/** `failed` keeps what was built, for the next try; `stopped` deletes it, unless it is what is kept to go back to. */
export const endEncoderChange =
  ({ encoderChoices, vectors }: Pick<Deps, 'encoderChoices' | 'vectors'>) =>
  async ({ tenantId, to, as }: ChangeRef & { as: 'failed' | 'stopped' }): Promise<void> => {
    const scope = { tenantId };
    if (as === 'failed') return void (await encoderChoices.progress(scope, to, { state: 'failed' }));
    const choice = await encoderChoices.get(scope);
    if (choice) await vectors.removeTenant(scope, choice.before ? [choice.inUse, choice.before] : [choice.inUse]);
    await encoderChoices.giveUp(scope, to);
  };

/** Deletes all but what is in use. Not beside a change: there is one workflow for both. */
export const forgetEncoders =
  (deps: Audited & Pick<Deps, 'vectors'>) =>
  async ({ tenantId }: { tenantId: TenantId }): Promise<void> => {
    const { encoders, encoderChoices, vectors } = deps;
    const scope = { tenantId };
    const inUse = await encoders.inUse(scope);
    const forgotten = (await encoderChoices.get(scope))?.before;
    await writeDown(deps, tenantId, 'encoder.forgotten', { change: activityInfo().workflowExecution!.runId, detail: { forgotten, inUse } });
    // The record first: nobody goes back to what is half gone.
    await encoderChoices.forgetBefore(scope);
    const choice = await encoderChoices.get(scope);
    if (choice?.change) await encoderChoices.giveUp(scope, choice.change.to);
    await vectors.removeTenant(scope, [inUse]);
  };

/** What whoever runs the installation did to a tenant stands in the platform's audit, once a change: tries of an activity share its key. */
async function writeDown(
  { audit, now }: Audited,
  tenantId: TenantId,
  action: string,
  { change, detail }: { change: string | number; detail: Parameters<typeof auditDetail>[0] },
): Promise<void> {
  const row = { key: `${tenantId}:${action}:${change}`, at: now(), actor: SYSTEM, action, subject: tenantId, detail: auditDetail(detail) };
  await audit.append({ tenantId: PLATFORM }, row);
}
