/**
 * Qdrant as our adapter sees it over the wire: an HTTP server that answers by exact scan and refuses every read and every removal
 * that is not of one tenant, each list of a fusion for itself. It shows that the adapter asks rightly and reads answers and faults
 * rightly; nothing of Qdrant's own ranking, consistency or speed.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lets, tenantOf, type Filter, type Held } from './conditions.ts';
import { ranked, type Collection, type Query } from './ranking.ts';

export type Asked = { method: string; path: string; body: Record<string, unknown> };
/** Says what is answered instead; null leaves it to the stand-in. `drop` closes the connection, `hang` never answers. */
export type Trouble = (asked: Asked) => { status: number; body: string; headers?: Record<string, string> } | 'drop' | 'hang' | null;

export type QdrantStandIn = {
  url: string;
  /** Everything that was asked, in order. */
  asked: Asked[];
  collections: Map<string, Collection>;
  /** Until another is set; `null` ends it. */
  trouble(next: Trouble | null): void;
  close(): Promise<void>;
};

/** Thrown for what Qdrant would answer with this status. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @param apiKey without it nothing but the version is told */
export async function startQdrantStandIn({ apiKey }: { apiKey?: string } = {}): Promise<QdrantStandIn> {
  const collections = new Map<string, Collection>();
  const asked: Asked[] = [];
  let trouble: Trouble | null = null;
  const server = createServer((request, response) => void serve(request, response));
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url!, 'http://stand-in');
    const call = { method: request.method!, path: pathname, body: await bodyOf(request) };
    asked.push(call);
    const instead = trouble?.(call) ?? null;
    if (instead === 'hang') return;
    if (instead === 'drop') return void request.socket.destroy();
    if (instead) return void response.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers }).end(instead.body);
    const { status, answer } = answered(() => {
      if (apiKey !== undefined && pathname !== '/' && request.headers['api-key'] !== apiKey) throw new Refusal(401, 'Must provide an API key');
      return answerTo(collections, call);
    });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    collections,
    trouble: (next) => void (trouble = next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answered(work: () => unknown): { status: number; answer: unknown } {
  try {
    return { status: 200, answer: work() };
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 400;
    return { status, answer: { status: { error: (error as Error).message }, time: 0 } };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

const result = (value: unknown) => ({ result: value, status: 'ok', time: 0 });

function answerTo(collections: Map<string, Collection>, { method, path, body }: Asked): unknown {
  if (path === '/') return { title: 'qdrant - stand-in', version: '1.19.0' };
  const [, , name = '', ...rest] = path.split('/').map(decodeURIComponent);
  if (name === '') return result({ collections: [...collections.keys()].map((one) => ({ name: one })) });
  const call = `${method} ${rest.join('/')}`.trim();
  if (call === 'GET exists') return result({ exists: collections.has(name) });
  if (call === 'PUT') {
    if (collections.has(name)) throw new Refusal(409, `Collection \`${name}\` already exists`);
    const { vectors, sparse_vectors } = body as { vectors: Collection['vectors']; sparse_vectors: object };
    collections.set(name, { vectors, sparse: Object.keys(sparse_vectors), indexes: {}, points: new Map() });
    return result(true);
  }
  if (call === 'DELETE') return result(collections.delete(name));
  const collection = collections.get(name);
  if (!collection) throw new Refusal(404, `Collection \`${name}\` doesn't exist!`);
  const does = CALLS[call];
  if (!does) throw new Refusal(404, `The stand-in has no ${call}`);
  return result(does(collection, body));
}

/** What Qdrant would let pass and we never may. */
function ofOneTenant(filter: Filter | null | undefined): Filter {
  if (tenantOf(filter) === null) throw new Refusal(403, 'A call without the tenant in its filter');
  return filter!;
}

const DONE = { operation_id: 0, status: 'completed' };
type Searches = { filter: Filter; limit?: number; offset?: string | null };
const CALLS: Record<string, (collection: Collection, body: Record<string, unknown>) => unknown> = {
  'PUT index': ({ indexes }, { field_name, field_schema }) => {
    indexes[field_name as string] = field_schema;
    return DONE;
  },
  'PUT points': (collection, { points }) => {
    for (const point of points as Held[]) checked(collection, point);
    for (const point of points as Held[]) collection.points.set(point.id, point);
    return DONE;
  },
  'POST points/delete': ({ points }, { filter }) => {
    for (const { id } of among(points, filter as Filter)) points.delete(id);
    return DONE;
  },
  'POST points/count': ({ points }, { filter }) => ({ count: among(points, filter as Filter).length }),
  'POST points/scroll': ({ points }, body) => {
    const { filter, limit = 10, offset } = body as Searches;
    const found = among(points, filter).sort((a, b) => (a.id < b.id ? -1 : 1));
    const from = offset ? found.findIndex(({ id }) => id === offset) : 0;
    return { points: found.slice(from, from + limit), next_page_offset: found[from + limit]?.id ?? null };
  },
  'POST points/query/batch': (collection, { searches }) =>
    (searches as Query[]).map((query) => ({ points: ranked(collection, query, (filter) => among(collection.points, filter)) })),
  'POST facet': ({ points, indexes }, { key, filter, limit }) => {
    if (!indexes[key as string]) throw new Refusal(400, `Index required but not found for \`${key as string}\``);
    const counts = new Map<unknown, number>();
    for (const { payload } of among(points, filter as Filter))
      for (const value of [payload[key as string] ?? []].flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
    const hits = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    return { hits: hits.slice(0, limit as number) };
  },
};

const among = (points: ReadonlyMap<string, Held>, filter: Filter): Held[] => {
  const tenant = ofOneTenant(filter);
  return [...points.values()].filter((point) => lets(tenant, point));
};

function checked({ vectors, sparse }: Collection, { id, payload, vector }: Held): void {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal(400, `${id} is not a valid point ID`);
  if (typeof payload['tenantId'] !== 'string' || payload['tenantId'] === '') throw new Refusal(403, 'A point without a tenant');
  for (const [name, value] of Object.entries(vector)) {
    if (sparse.includes(name)) {
      const { indices, values } = value as { indices: number[]; values: number[] };
      if (new Set(indices).size !== indices.length || indices.length !== values.length) throw new Refusal(422, 'indices must be unique');
    } else if (vectors[name]?.size !== (value as number[]).length) throw new Refusal(400, 'Vector dimension error');
  }
}
