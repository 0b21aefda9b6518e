/**
 * A tenant moves from one encoder to another: the index of the new one is built aside while searches read the old one, then one write
 * moves the pointer. Kill it anywhere and it goes on; until the pointer moves, nothing that people see has changed.
 */
import { condition, ContinueAsNew, isCancellation, makeContinueAsNewFunc, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import { changeAsked, type EncoderChangeStart } from '../contracts/encoder-change.ts';
import type { VersionId } from '../domain/document.ts';
import { rebuild } from '../retry-profiles.ts';

type Switch = Extract<EncoderChangeStart, { type: 'switch' }>;

export async function encoderChange(start: EncoderChangeStart): Promise<void> {
  if (start.type === 'forget') return rebuild.forgetEncoders({ tenantId: start.tenantId });
  const { tenantId, to } = start;
  if (start.type === 'giveUp') return rebuild.endEncoderChange({ tenantId, to, as: 'stopped' });
  if (!(await rebuild.beginEncoderChange({ tenantId, to }))) return;
  try {
    const ended = await build(start);
    if (ended === 'stopped') await rebuild.endEncoderChange({ tenantId, to, as: 'stopped' });
  } catch (error) {
    if (isCancellation(error) || error instanceof ContinueAsNew) throw error;
    await rebuild.endEncoderChange({ tenantId, to, as: 'failed' });
  }
}

async function build(start: Switch): Promise<'switched' | 'stopped'> {
  const { tenantId, to, stepsPerRun } = start;
  let isPaused = start.isPaused ?? false;
  let isStopped = false;
  let after: VersionId | null = start.after ?? null;
  setHandler(changeAsked, (ask) => {
    isStopped ||= ask === 'stop';
    isPaused = ask === 'pause' || (isPaused && ask !== 'resume');
  });
  const nextRun = makeContinueAsNewFunc<typeof encoderChange>({ memo: workflowInfo().memo });

  for (let steps = 0; ; steps++) {
    setCurrentDetails(`**${to}** ${isPaused ? 'waits to be resumed' : `behind ${after ?? 'nothing yet'}`}`);
    if (isPaused && !isStopped) {
      await rebuild.pauseEncoderChange({ tenantId, to, isPaused });
      await condition(() => !isPaused || isStopped);
      if (!isStopped) await rebuild.pauseEncoderChange({ tenantId, to, isPaused: false });
    }
    if (isStopped) return 'stopped';
    if (steps >= stepsPerRun) await nextRun({ ...start, after, isPaused });
    const step = await rebuild.fillIndex({ tenantId, to, after });
    after = step.after;
    if (isStopped) return 'stopped';
    if (step.isDone && !isPaused) return (await rebuild.switchEncoder({ tenantId, to })) ? 'switched' : 'stopped';
  }
}
