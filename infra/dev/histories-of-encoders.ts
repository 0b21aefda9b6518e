/** Changes of encoder: one that ends, over two runs and a pause, stopped, failed, not needed; what clears up behind one, and forgetting. */
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.ts';
import { changeAsked, type ChangeAsk, type EncoderChangeStart } from '../../workflows/contracts/encoder-change.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { encoderChangeWorkflowId } from '../../workflows/domain/ids.ts';
import type { EngineWorld } from '../../workflows/testing/engine/engine-world.ts';
import { mintId } from '../ids/mint.ts';

/** How a change goes is written in the encoder's name. */
export const ENCODER_FAKES: Partial<Activities> = {
  beginEncoderChange: async ({ to }) => to !== 'in-use@1',
  async fillIndex({ to, after }) {
    if (to === 'failed@1') throw ApplicationFailure.nonRetryable('weather', 'weather');
    return after === null ? { isDone: false, after: 'doc_a@1' } : { isDone: true, after: 'doc_b@1' };
  },
  pauseEncoderChange: async () => {},
  switchEncoder: async () => true,
  endEncoderChange: async () => {},
  forgetEncoders: async () => {},
};

type Keep = (story: 'encoderChange', name: string, workflowId: string, runs?: 'all') => Promise<void>;

export async function playEncoders({ client }: EngineWorld, keep: Keep): Promise<void> {
  const play = async (name: string, change: (tenantId: `tnt_${string}`) => EncoderChangeStart, asks: ChangeAsk[] = [], runs?: 'all') => {
    const tenantId = mintId('tnt');
    const workflowId = encoderChangeWorkflowId(tenantId);
    const options = { workflowId, taskQueue: TASK_QUEUES.bulk, args: [change(tenantId)] as [EncoderChangeStart] };
    const [first, ...more] = asks;
    const handle = first
      ? await client.workflow.signalWithStart('encoderChange', { ...options, signal: changeAsked, signalArgs: [first] })
      : await client.workflow.start('encoderChange', options);
    for (const ask of more) await handle.signal(changeAsked, ask);
    await handle.result();
    await keep('encoderChange', name, workflowId, runs);
  };
  for (const to of ['switched@1', 'in-use@1', 'failed@1'] as const)
    await play(to.split('@')[0]!, (tenantId) => ({ type: 'switch', tenantId, to, stepsPerRun: 9 }));
  await play('two-runs', (tenantId) => ({ type: 'switch', tenantId, to: 'switched@1', stepsPerRun: 1 }), [], 'all');
  await play('paused-and-resumed', (tenantId) => ({ type: 'switch', tenantId, to: 'switched@1', stepsPerRun: 9 }), ['pause', 'resume']);
  await play('paused-and-stopped', (tenantId) => ({ type: 'switch', tenantId, to: 'switched@1', stepsPerRun: 9 }), ['pause', 'stop']);
  await play('given-up', (tenantId) => ({ type: 'giveUp', tenantId, to: 'failed@1' }));
  await play('forgotten', (tenantId) => ({ type: 'forget', tenantId }));
}
