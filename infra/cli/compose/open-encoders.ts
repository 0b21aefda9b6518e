/** The encoders of this process: what the configuration names, what it named before, and the local one where its files are. */
import { join } from 'node:path';
import { BEYOND } from '../../../activities/knowledge/beyond.ts';
import { encoderName, WORDS_ONLY, type EncoderName } from '../../../workflows/domain/encoder.ts';
import { breaker, type Breaker } from '../../circuit/breaker.ts';
import { guardedEmbedder } from '../../circuit/embedder.ts';
import type { Config } from '../../config/config.ts';
import type { Egress } from '../../egress/egress.ts';
import { embeddingsEndpoint } from '../../embeddings/endpoint.ts';
import { DIM, findEmbedder, MODEL, openOnnxEmbedder } from '../../embeddings/onnx/embedder.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { EncoderStore } from '../../ports/encoder-store.ts';
import type { Encoders } from '../../ports/encoders.ts';

/** A batch of passages may take so long, ms; a question is waited for by its breaker. */
const PASSAGES_MS = 60_000;
const LOCAL = encoderName({ model: MODEL, dim: DIM });

/** What the configuration names first, without opening anything. @param dirs more folders in which the local one may lie */
export function configuredEncoder(config: Config, dirs: readonly string[] = []): EncoderName {
  const { EMBEDDINGS_URL, EMBEDDINGS_MODEL: model, EMBEDDINGS_DIM: dim, PARLEY_EMBEDDER_DIR, home } = config;
  if (EMBEDDINGS_URL && model && dim) return encoderName({ model, dim });
  return findEmbedder([PARLEY_EMBEDDER_DIR, join(home, 'embedder'), ...dirs]) ? LOCAL : WORDS_ONLY;
}

export type EncodersNeed = {
  choices: EncoderStore;
  /** Calls what the installation has declared. */
  outside: Egress;
  /** Of the configured one; each other has its own. */
  circuit: Breaker;
  /** A question is waited for so long, ms. */
  questionMs: number;
};

export async function openEncoders(config: Config, { choices, outside, circuit, questionMs }: EncodersNeed): Promise<Encoders> {
  const dir = findEmbedder([config.PARLEY_EMBEDDER_DIR, join(config.home, 'embedder')]);
  const local = dir ? lazily({ model: MODEL, dim: DIM }, () => openOnnxEmbedder(dir)) : null;
  const made = [endpointOf(config, 'EMBEDDINGS', outside), local?.embedder ?? null, endpointOf(config, 'EMBEDDINGS_EARLIER', outside)];
  const found = made.filter((one) => one !== null);
  const configured = encoderName(found[0] ?? null);
  // Loaded before the first question; beside an endpoint only when a tenant is still searched with it.
  if (configured === LOCAL && local) {
    await local.open();
    // What every search compares with: remembered by the encoder, so that the first visitor does not wait for it.
    void local.embedder.embed(BEYOND, 'passage').catch(() => {});
  }
  const guarded = new Map<EncoderName, Embedder>();
  for (const one of found) {
    const name = encoderName(one);
    if (!guarded.has(name)) guarded.set(name, guardedEmbedder(one, name === configured ? circuit : breaker({ timeoutMs: questionMs })));
  }
  const first = { first: configured, earlier: local ? LOCAL : WORDS_ONLY };
  return {
    configured,
    known: [...guarded.keys(), WORDS_ONLY],
    inUse: (scope) => choices.inUse(scope, first),
    of: (encoder) => guarded.get(encoder) ?? null,
    close: async () => void (await Promise.all(found.map((one) => one.close()))),
  };
}

function endpointOf(config: Config, prefix: 'EMBEDDINGS' | 'EMBEDDINGS_EARLIER', egress: Egress): Embedder | null {
  const { [`${prefix}_URL` as const]: url, [`${prefix}_MODEL` as const]: model, [`${prefix}_DIM` as const]: dim } = config;
  if (!url || !model || !dim) return null;
  return embeddingsEndpoint({ url, apiKey: config[`${prefix}_API_KEY`], model, dim, egress, totalMs: PASSAGES_MS });
}

/** Opened by the first text; a failed opening is tried again by the next. */
function lazily(about: Pick<Embedder, 'model' | 'dim'>, openIt: () => Promise<Embedder>): { embedder: Embedder; open(): Promise<Embedder> } {
  let opened: Embedder | null = null;
  let opening: Promise<Embedder> | null = null;
  const open = (): Promise<Embedder> =>
    (opening ??= openIt().then(
      (embedder) => (opened = embedder),
      (error: unknown) => {
        opening = null;
        throw error;
      },
    ));
  return {
    open,
    embedder: {
      ...about,
      embed: async (texts, kind) => (await open()).embed(texts, kind),
      isWord: (word) => opened?.isWord?.(word) ?? false,
      close: async () => void (await opened?.close()),
    },
  };
}
