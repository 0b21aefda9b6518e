/** The record of a change of encoder: what it says while an index is built, and when it ends without its switch. */
import type { ChangeRef } from '../../workflows/contracts/encoder-change.ts';
import type { TenantId } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';

/** @returns false when there is nothing to build: the encoder is in use, or another one is being built */
export const beginEncoderChange =
  ({ encoders, encoderChoices, now }: Pick<Deps, 'encoders' | 'encoderChoices' | 'now'>) =>
  async ({ tenantId, to }: ChangeRef): Promise<boolean> => {
    // A tenant that was never searched gets its first encoder by this.
    await encoders.inUse({ tenantId });
    return encoderChoices.begin({ tenantId }, { to, startedAt: now() });
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
  ({ encoders, encoderChoices, vectors }: Pick<Deps, 'encoders' | 'encoderChoices' | 'vectors'>) =>
  async ({ tenantId }: { tenantId: TenantId }): Promise<void> => {
    const scope = { tenantId };
    const inUse = await encoders.inUse(scope);
    // The record first: nobody goes back to what is half gone.
    await encoderChoices.forgetBefore(scope);
    const choice = await encoderChoices.get(scope);
    if (choice?.change) await encoderChoices.giveUp(scope, choice.change.to);
    await vectors.removeTenant(scope, [inUse]);
  };
