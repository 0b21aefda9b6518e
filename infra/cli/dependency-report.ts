/** The health of every dependency, for `/readyz`, the console and `parley doctor`. */
import type { z } from 'zod';
import type { DependencyView } from '../../api/protocol/staff.ts';
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

async function look({ addresses, connection, engine, embedder, model, config }: Parts): Promise<Report> {
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
      health: temporal ? 'healthy' : 'degraded',
      note: temporal ? null : 'Messages are stored and answered once it is back.',
    },
    embedder
      ? { name: 'Sentence encoder', adapter: embedder.model, health: 'healthy', note: null }
      : {
          name: 'Sentence encoder',
          adapter: 'none',
          health: 'degraded',
          note: 'Retrieval is by keywords only. Put model.onnx and tokenizer.json into PARLEY_EMBEDDER_DIR.',
        },
    { name: 'Vector index', adapter: 'sqlite-vec + FTS5', health: 'healthy', note: null },
    {
      name: 'Model',
      adapter: model.name,
      health: 'healthy',
      note: model.generative ? null : 'Answers quote the help centre word for word; with OPENAI_API_KEY a language model writes them.',
    },
    { name: 'Event bus', adapter: config.REDIS_URL ? 'Redis Streams' : 'in-process', health: 'healthy', note: null },
  ];
}
