/** A Qdrant server: calls of it with a deadline, their faults typed, and the collections that are ours. */
import { QdrantClient } from '@qdrant/js-client-rest';
import { type EncoderName, encoderOf } from '../../../workflows/domain/encoder.ts';
import { faultOf, QdrantFault } from './fault.ts';

export type QdrantAddress = {
  /** `http(s)://host[:port][/prefix]`; port 6333 without one. */
  url: string;
  apiKey?: string | undefined;
};

/** Names of the vectors of a point: of its meaning, as the encoder gave it, and of its words, sparse. */
export const MEANING = 'meaning';
export const WORDS = 'words';

/** @param totalMs from the call to the last byte of the answer */
export function clientOf({ url, apiKey }: QdrantAddress, totalMs: number): QdrantClient {
  const { origin, pathname } = new URL(url);
  return new QdrantClient({
    url: origin,
    prefix: pathname.replace(/\/$/, ''),
    timeout: totalMs,
    // Not as `apiKey`: over http the client would write a warning of its own to the console of every command.
    ...(apiKey === undefined ? {} : { headers: { 'api-key': apiKey } }),
    checkCompatibility: false,
  });
}

/** @throws {QdrantFault} for whatever the call throws */
export async function typed<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw faultOf(error);
  }
}

/** @throws {QdrantFault} when no Qdrant answers within `totalMs` */
export async function qdrantVersion(address: QdrantAddress, totalMs: number): Promise<string> {
  const client = clientOf(address, totalMs);
  // The version is told to everybody; the collections only to those with the key.
  const [{ version }] = await typed(Promise.all([client.versionInfo(), client.getCollections()]));
  if (typeof version !== 'string') throw new QdrantFault('garbled');
  return version;
}

/** One collection an encoder, since vectors of two cannot be compared; callers never make a name. */
export function collectionOf(prefix: string, name: EncoderName): string {
  const encoder = encoderOf(name);
  return `${prefix}__${encoder ? `${plain(encoder.model)}-${encoder.dim}` : name}`;
}

/** Two names stay two: what a collection's name may not hold stands there as its code. */
const plain = (model: string): string => model.replace(/[^A-Za-z0-9.-]/gu, (sign) => `_${sign.codePointAt(0)!.toString(16)}_`);

/** Of all encoders that were ever in use here: what is erased is erased in each. */
export async function ourCollections(client: QdrantClient, prefix: string): Promise<string[]> {
  const { collections } = await typed(client.getCollections());
  return collections.map(({ name }) => name).filter((name) => name.startsWith(`${prefix}__`));
}

/** Makes the collection and what it lacks; others may do the same at the same time. */
export async function makeCollection(client: QdrantClient, name: string, encoderName: EncoderName): Promise<void> {
  const encoder = encoderOf(encoderName);
  const { exists } = await typed(client.collectionExists(name));
  if (!exists) {
    const vectors = encoder ? { [MEANING]: { size: encoder.dim, distance: 'Cosine' as const } } : {};
    // A graph for each tenant and none over all: every search has a tenant.
    const wanted = { vectors, sparse_vectors: { [WORDS]: {} }, hnsw_config: { m: 0, payload_m: 16 } };
    await typed(client.createCollection(name, wanted)).catch((error: QdrantFault) => {
      if (error.status !== 409) throw error;
    });
  }
  const indexes = [
    ['tenantId', { type: 'keyword', is_tenant: true }],
    // Looked up, and not worth a graph for each of their many values.
    ['versionId', { type: 'keyword', enable_hnsw: false }],
    ['terms', { type: 'integer', lookup: true, range: false, enable_hnsw: false }],
    ['words', { type: 'keyword', enable_hnsw: false }],
  ] as const;
  for (const [field_name, field_schema] of indexes) await typed(client.createPayloadIndex(name, { field_name, field_schema, wait: true }));
}
