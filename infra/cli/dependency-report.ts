/** The health of every dependency, for `/readyz`, the console and `parley doctor`. */
import type { z } from 'zod';
import type { DependencyView } from '../../api/protocol/staff.ts';
import type { Circuit } from '../circuit/breaker.ts';
import type { Parts } from './compose.ts';

type Report = z.infer<typeof DependencyView>[];

/** What was found is shown to everybody who asks within this time, ms. */
const FRESH_MS = 2_000;
const PING_MS = 2_000;

export function dependencyReport(parts: Parts): () => Promise<Report> {
  let found: Promise<Report> | null = null;
  let at = 0;
  return () => {
    if (!found || Date.now() - at > FRESH_MS) {
      at = Date.now();
      found = look(parts);
    }
    return found;
  };
}

async function look({ addresses, connection, engine, embedder, model, fallback, bus, circuits, config }: Parts): Promise<Report> {
  const [mongo, temporal] = await Promise.all([
    connection.db!.command({ ping: 1 }, { timeoutMS: PING_MS }).then(
      () => true,
      () => false,
    ),
    engine.healthy(),
  ]);
  return [
    {
      name: 'MongoDB',
      adapter: addresses.notes.mongo.adapter,
      health: mongo ? 'healthy' : 'unhealthy',
      note: mongo ? addresses.notes.mongo.note : 'Messages cannot be stored; nothing is acknowledged until it is back.',
    },
    {
      name: 'Temporal',
      adapter: addresses.notes.temporal.adapter,
      health: temporal && isClosed(engine.circuit) ? 'healthy' : 'degraded',
      note: temporal && isClosed(engine.circuit) ? null : 'Messages are stored and answered once it is back.',
    },
    embedder
      ? { name: 'Sentence encoder', adapter: embedder.model, health: 'healthy', note: null }
      : {
          name: 'Sentence encoder',
          adapter: 'none',
          health: 'degraded',
          note: 'Retrieval is by keywords only. Put model.onnx and tokenizer.json into PARLEY_EMBEDDER_DIR.',
        },
    isClosed(circuits.vectors)
      ? { name: 'Vector index', adapter: 'sqlite-vec + FTS5', health: 'healthy', note: null }
      : { name: 'Vector index', adapter: 'sqlite-vec + FTS5', health: 'degraded', note: `Questions go to people. ${lookedAfter(circuits.vectors)}` },
    {
      name: 'Model',
      adapter: model.name,
      health: isClosed(circuits.model) ? 'healthy' : 'degraded',
      note: !isClosed(circuits.model)
        ? `It failed several times in a row; ${fallback ? `${fallback.name} answers` : 'the help centre is quoted'} meanwhile. ${lookedAfter(circuits.model)}`
        : model.generative
          ? null
          : 'Answers quote the help centre word for word; with OPENAI_API_KEY a language model writes them.',
    },
    ...(fallback
      ? [
          {
            name: 'Stand-in model',
            adapter: fallback.name,
            health: isClosed(circuits.fallback) ? ('healthy' as const) : ('degraded' as const),
            note: isClosed(circuits.fallback) ? null : `It failed several times in a row. ${lookedAfter(circuits.fallback)}`,
          },
        ]
      : []),
    {
      name: 'Event bus',
      adapter: config.REDIS_URL ? 'Redis Streams' : 'in-process',
      health: bus.healthy() ? 'healthy' : 'degraded',
      note: bus.healthy() ? null : 'Answers are stored and shown when a client asks again; drafts and typing are not shown.',
    },
  ];
}

const isClosed = (circuit: Circuit): boolean => circuit.state() === 'closed';
const lookedAfter = (circuit: Circuit): string =>
  circuit.state() === 'open' ? `Asked again in ${Math.ceil(circuit.restMs() / 1_000)} s.` : 'The next call shows whether it is back.';
