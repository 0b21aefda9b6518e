/** The health of every dependency as the api and its workers see it, for `/readyz` and the console. What it means: docs/outages.md. */
import type { z } from 'zod';
import type { CircuitView, DependencyView } from '../../api/protocol/staff.ts';
import { breaker, within, type Breaker } from '../circuit/breaker.ts';
import type { CircuitReport } from '../ports/circuit.ts';
import type { WorkerReport } from '../ports/workers.ts';
import type { Parts } from './compose/parts.ts';
import { lookout } from './signs-of-life.ts';

type Dependency = z.infer<typeof DependencyView>;
type Shown = Omit<Dependency, 'circuit'> & { circuit: CircuitReport | null };

/** What was found is shown to everybody who asks within this time, ms. */
const FRESH_MS = 2_000;
const PING_MS = 2_000;

export type DependencyReport = {
  /** Every dependency, looked at when somebody asks. Never throws. */
  dependencies(): Promise<Dependency[]>;
  /** Whether somebody is there to answer visitors: the engine can be reached and a worker lives. */
  isAnswering(): Promise<boolean>;
};

export function dependencyReport(parts: Parts): DependencyReport {
  const living = lookout(parts.workers);
  const probes: Probes = { mongo: probe(), temporal: probe(), bus: probe(), vectors: probe() };
  let found: Promise<Shown[]> | null = null;
  let at = 0;
  const all = (): Promise<Shown[]> => {
    if (!found || Date.now() - at > FRESH_MS) {
      at = Date.now();
      found = look(parts, probes, () => within(PING_MS, living));
    }
    return found;
  };
  return {
    dependencies: async () => (await all()).map((one) => ({ ...one, circuit: one.circuit && presentCircuit(one.circuit) })),
    isAnswering: async () => (await all()).every(({ name, health }) => !ANSWERING.includes(name) || health === 'healthy'),
  };
}

const ANSWERING = ['Temporal', 'Workers'];

/** Remembers since when a probe fails; one failure is enough. */
type Probes = Record<'mongo' | 'temporal' | 'bus' | 'vectors', Breaker>;
const probe = (): Breaker => breaker({ failures: 1, restMs: Number.MAX_SAFE_INTEGER });
const noted = (one: Breaker, error: unknown): boolean => {
  if (error === null) one.succeeded();
  else one.failed(error);
  return error === null;
};

async function look(parts: Parts, probes: Probes, living: () => Promise<WorkerReport[]>): Promise<Shown[]> {
  const { addresses, connection, engine, encoders, encoderChoices, model, fallback, bus, circuits, config, pingVectors, reranker } = parts;
  const [mongoFault, temporalFault, vectorsFault, workers, others] = await Promise.all([
    within(PING_MS, () => connection.db!.command({ ping: 1 })).then(
      () => null,
      (error: unknown) => error,
    ),
    engine.healthy().then((is) => (is ? null : { kind: 'unavailable' })),
    (pingVectors?.(PING_MS) ?? Promise.resolve()).then(
      () => null,
      (error: unknown) => error,
    ),
    living().catch(() => null),
    within(PING_MS, () => encoderChoices.others({ everyTenant: true }, encoders.configured)).catch(() => 0),
  ]);
  const embedder = encoders.of(encoders.configured);
  const mongo = noted(probes.mongo, mongoFault);
  const temporal = noted(probes.temporal, temporalFault) && isClosed(engine.circuit.report());
  const onBus = noted(probes.bus, bus.healthy() ? null : { kind: 'unavailable' });
  const vectors = noted(probes.vectors, vectorsFault);
  // A worker of an earlier version does not name all of them.
  const seen = (name: keyof typeof circuits): CircuitReport =>
    worst([circuits[name].report(), ...(workers ?? []).flatMap((one) => (one.circuits as Partial<typeof one.circuits>)[name] ?? [])]);
  const [modelCircuit, fallbackCircuit, vectorsCircuit, embedderCircuit] = [seen('model'), seen('fallback'), seen('vectors'), seen('embedder')];
  const rerankerCircuit = seen('reranker');

  return [
    {
      name: 'MongoDB',
      adapter: addresses.notes.mongo.adapter,
      health: mongo ? 'healthy' : 'unhealthy',
      note: mongo ? addresses.notes.mongo.note : 'Messages cannot be stored; nothing is acknowledged until it is back.',
      circuit: probes.mongo.report(),
    },
    {
      name: 'Temporal',
      adapter: addresses.notes.temporal.adapter,
      health: temporal ? 'healthy' : 'degraded',
      note: temporal ? null : 'Messages are stored and answered once it is back; visitors are told that it takes longer.',
      circuit: worst([probes.temporal.report(), engine.circuit.report()]),
    },
    workersLine(workers),
    embedder
      ? {
          name: 'Sentence encoder',
          adapter: embedder.model,
          health: isClosed(embedderCircuit) ? 'healthy' : 'degraded',
          note: isClosed(embedderCircuit)
            ? othersNote(others)
            : `It failed several times in a row; questions are searched by keywords. ${lookedAfter(embedderCircuit)}`,
          circuit: embedderCircuit,
        }
      : {
          name: 'Sentence encoder',
          adapter: 'none',
          health: 'degraded',
          note: 'Retrieval is by keywords only. Put model.onnx and tokenizer.json into PARLEY_EMBEDDER_DIR.',
          circuit: null,
        },
    {
      name: 'Vector index',
      adapter: pingVectors ? 'Qdrant' : 'sqlite-vec + FTS5',
      health: vectors && isClosed(vectorsCircuit) ? 'healthy' : 'degraded',
      note: isClosed(vectorsCircuit)
        ? vectors
          ? null
          : 'It does not answer: small help centres are searched by keywords, questions about large ones go to people.'
        : `Small help centres are searched by keywords, questions about large ones go to people. ${lookedAfter(vectorsCircuit)}`,
      circuit: pingVectors ? worst([probes.vectors.report(), vectorsCircuit]) : vectorsCircuit,
    },
    ...(reranker
      ? [
          {
            name: 'Reranker',
            adapter: reranker.name,
            health: isClosed(rerankerCircuit) ? ('healthy' as const) : ('degraded' as const),
            note: isClosed(rerankerCircuit)
              ? null
              : `It failed several times in a row; the order of the search stands. ${lookedAfter(rerankerCircuit)}`,
            circuit: rerankerCircuit,
          },
        ]
      : []),
    {
      name: 'Model',
      adapter: model.name,
      health: isClosed(modelCircuit) ? 'healthy' : 'degraded',
      note: !isClosed(modelCircuit)
        ? `It failed several times in a row; ${fallback ? `${fallback.name} answers` : 'the help centre is quoted'} meanwhile. ${lookedAfter(modelCircuit)}`
        : model.generative
          ? moneyNote(config)
          : 'Answers quote the help centre word for word; with OPENAI_API_KEY a language model writes them.',
      circuit: modelCircuit,
    },
    ...(fallback
      ? [
          {
            name: 'Stand-in model',
            adapter: fallback.name,
            health: isClosed(fallbackCircuit) ? ('healthy' as const) : ('degraded' as const),
            note: isClosed(fallbackCircuit) ? null : `It failed several times in a row. ${lookedAfter(fallbackCircuit)}`,
            circuit: fallbackCircuit,
          },
        ]
      : []),
    {
      name: 'Event bus',
      adapter: config.REDIS_URL ? 'Redis Streams' : 'in-process',
      health: onBus ? 'healthy' : 'degraded',
      note: onBus ? null : 'Answers are stored and shown some seconds later; drafts and typing are not shown.',
      circuit: probes.bus.report(),
    },
  ];
}

/** @param workers null while it is not known */
export function workersLine(workers: readonly WorkerReport[] | null): Shown {
  const about = { name: 'Workers', adapter: workers ? `${workers.length} running` : 'not known', circuit: null };
  if (workers === null) return { ...about, health: 'degraded', note: 'Who works stands in MongoDB, which does not answer.' };
  if (workers.length > 0) return { ...about, health: 'healthy', note: null };
  return {
    ...about,
    health: 'degraded',
    note:
      'No worker is running: messages are stored, nobody answers them, and visitors are told that it takes longer. ' +
      'Start one with: npx parley worker (with npm start it runs in the same process).',
  };
}

const RANK = { closed: 0, halfOpen: 1, open: 2 } as const;

/** The one that is worst off; of equals the one that failed last. */
function worst(reports: readonly CircuitReport[]): CircuitReport {
  const failedAt = ({ lastFailure }: CircuitReport): number => lastFailure?.at.getTime() ?? 0;
  return [...reports].sort((a, b) => RANK[b.state] - RANK[a.state] || failedAt(b) - failedAt(a))[0]!;
}

const moneyNote = ({ OPENAI_PRICE_INPUT, OPENAI_PRICE_OUTPUT }: Parts['config']): string | null =>
  OPENAI_PRICE_INPUT === undefined || OPENAI_PRICE_OUTPUT === undefined
    ? 'What it costs is not counted, only calls and tokens: set OPENAI_PRICE_INPUT and OPENAI_PRICE_OUTPUT.'
    : null;

const othersNote = (others: number): string | null =>
  others > 0 ? `Workspaces that are searched with another encoder: ${others}. See: npx parley embeddings status.` : null;

const isClosed = ({ state }: CircuitReport): boolean => state === 'closed';
const lookedAfter = ({ state }: CircuitReport): string =>
  state === 'open' ? 'It is asked again in some seconds.' : 'The next call shows whether it is back.';

const presentCircuit = ({ state, since, lastFailure }: CircuitReport): z.infer<typeof CircuitView> => ({
  state,
  since: since.toISOString(),
  lastFailure: lastFailure && { kind: lastFailure.kind, at: lastFailure.at.toISOString() },
});
