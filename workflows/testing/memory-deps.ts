/** Everything an activity of a conversation needs, with memory, and a turn that is ready to be drafted. */
import type { Deps } from '../../activities/deps.ts';
import { inProcessBus } from '../../infra/bus/in-process.ts';
import { mintId } from '../../infra/ids/mint.ts';
import { effectKey, type EffectKey } from '../domain/effects.ts';
import type { ConversationRef, TurnId } from '../domain/ids.ts';
import { memoryStores, type MemoryLogOptions, type MemoryStores } from './memory-stores.ts';

export type MemoryDeps = MemoryStores &
  Pick<Deps, 'bus' | 'model' | 'fallback' | 'quotes' | 'prices' | 'tools' | 'secrets' | 'outside' | 'now' | 'ring'>;

export const memoryDeps = ({
  model,
  fallback = null,
  quotes = null,
  ring,
  prices = { model: null, fallback: null },
  tools = [],
  secrets = { current: async () => null },
  outside = { fetch: () => () => Promise.reject(new Error('No call of the outside was expected.')) },
  ...log
}: MemoryLogOptions &
  Partial<Pick<Deps, 'model' | 'fallback' | 'quotes' | 'prices' | 'tools' | 'secrets' | 'outside' | 'ring'>> = {}): MemoryDeps => ({
  ...memoryStores(log),
  bus: inProcessBus(),
  now: log.now ?? (() => new Date()),
  ring: ring ?? (async () => true),
  fallback,
  quotes,
  prices,
  tools,
  secrets,
  outside,
  model: model ?? { name: 'none', generative: false, draft: () => Promise.reject(new Error('No model was expected.')) },
});

/** Its tenants, each with its doors closed. */
export const suspended = ({ tenants }: Pick<MemoryDeps, 'tenants'>): MemoryDeps['tenants'] => ({
  ...tenants,
  get: async (tenantId) => {
    const tenant = await tenants.get(tenantId);
    return tenant && { ...tenant, status: 'suspended' };
  },
});

/** A conversation with one question. */
export async function aQuestion({ entries, conversations }: MemoryDeps, text = 'Can I return it?'): Promise<ConversationRef> {
  const ref = { tenantId: mintId('tnt'), conversationId: mintId('cnv') };
  await says({ entries }, ref, text);
  await conversations.project(ref, ref.conversationId);
  return ref;
}

export const says = ({ entries }: Pick<MemoryDeps, 'entries'>, ref: ConversationRef, text = 'One more thing.') =>
  entries.append(ref, {
    conversationId: ref.conversationId,
    key: mintId('evt'),
    kind: 'message',
    author: { type: 'visitor', id: 'vis_a' },
    body: { text },
    dispatch: 'pending',
  });

/** A turn that has opened and found one passage. */
export async function aTurn(
  deps: MemoryDeps,
  of?: ConversationRef,
): Promise<ConversationRef & { turnId: TurnId; effectKey: EffectKey; step: number }> {
  const ref = of ?? (await aQuestion(deps));
  const turnId = mintId('trn');
  const hit = { chunkId: 'chk_a', versionId: 'doc_a@1', score: 0.9, dense: 0.9, keyword: null } as const;
  await deps.turns.open(ref, {
    ...ref,
    _id: turnId,
    answers: [1],
    upTo: 1,
    settingsVersion: 1,
    revisionId: 'rev_a',
    question: 'Can I return it?',
    passages: [{ ...hit, n: 1, documentId: 'doc_a', title: 'Returns', section: '', text: 'Within 30 days.' }],
    request: null,
    steps: [],
    draft: null,
    citations: [],
    outcome: 'open',
    reason: null,
    timings: { openedAt: new Date(0) },
  });
  return { ...ref, turnId, step: 1, effectKey: effectKey({ ...ref, turnId }, 'draft-1') };
}
