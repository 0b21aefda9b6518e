/** The real product, killed in the middle of an ingestion: what was published is served whole, and only what is missing is embedded. */
import { afterEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentView } from '../../../api/protocol/knowledge.ts';
import { DEMO_LOGIN } from '../../cli/demo-login.ts';
import { freePort } from '../chaos/free-port.ts';
import { aProduct } from '../chaos/product.ts';
import { anAgent, aVisitor } from '../people.ts';
import { until } from '../world.ts';

const PARLEY_EMBEDDER_DIR = process.env.PARLEY_TEST_EMBEDDER_DIR ?? '';

const toDo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of toDo.splice(0).reverse()) await undo();
});

/** Enough that a visitor gets an answer while they are embedded. */
const PARTS = 900;
const catalogue = Array.from(
  { length: PARTS },
  (_, i) => `## Item ${i}\n\nItem ${i} weighs ${i * 3} grams, comes in ${i % 9} colours and is packed by hand in the hall behind the workshop.\n`,
).join('\n');
const course = (euros: number) => `# Glacier course\n\nThe glacier course costs ${euros} euros and lasts three days.\n`;

test('kill -9 of the whole process group at the half of an index run', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-ingestion-'));
  toDo.push(() => rmSync(home, { recursive: true, force: true }));
  const product = aProduct({ home, port: await freePort(), env: { PARLEY_EMBEDDER_DIR } });
  toDo.push(() => product.stop());
  const url = (await product.start())!;
  const asAdmin = async () => {
    const { session } = await anAgent(url, DEMO_LOGIN);
    const headers = { authorization: `Bearer ${session.accessToken}` };
    const upload = async (text: string) => {
      const form = new FormData();
      form.append('file', new Blob([text]), 'glacier.md');
      return (await (await fetch(`${url}/api/v1/documents`, { method: 'POST', headers, body: form })).json()) as DocumentView;
    };
    const document = async (id: string) => (await (await fetch(`${url}/api/v1/documents/${id}`, { headers })).json()) as DocumentView;
    return { upload, document };
  };
  const answerTo = async (question: string) => {
    const visitor = await aVisitor(url, 'demo');
    const { seq } = await visitor.says(question);
    await until(() => visitor.line.transcript().some((entry) => entry.seq > seq));
    visitor.line.close();
    return visitor.line.transcript().find((entry) => entry.seq > seq)!.text;
  };
  /** Row ids of the chunks that the index holds of the document, by chunk: one that is put again gets another. */
  const indexed = (documentId: string) => {
    const db = new DatabaseSync(join(home, 'vectors.db'), { readOnly: true });
    const rows = db.prepare('SELECT id, chunkId, versionId FROM chunks').all() as { id: number; chunkId: string; versionId: string }[];
    db.close();
    return rows.filter(({ versionId }) => versionId.startsWith(documentId));
  };

  let admin = await asAdmin();
  const { id } = await admin.upload(course(410));
  await until(async () => (await admin.document(id)).state === 'searchable');
  const [old] = indexed(id);
  await admin.upload(course(455) + catalogue);
  await until(async () => {
    const { state, progress } = await admin.document(id);
    return state === 'embedding' && progress >= 0.2;
  });
  expect(await answerTo('How much does the glacier course cost?')).toContain('410');
  await until(async () => {
    const { state, progress } = await admin.document(id);
    return state !== 'embedding' || progress >= 0.5;
  });
  expect(await admin.document(id)).toMatchObject({ state: 'embedding', published: 'earlier' });
  process.kill(-product.pid()!, 'SIGKILL');
  await until(() =>
    fetch(url).then(
      () => false,
      () => true,
    ),
  );
  const before = indexed(id).filter(({ versionId }) => versionId !== old!.versionId);
  expect(before.length).toBeGreaterThan(0);
  expect(before.length).toBeLessThan(PARTS);

  await product.start();
  admin = await asAdmin();
  const seen = new Set<string>();
  await until(async () => {
    const { state, published } = await admin.document(id);
    seen.add(published);
    return state === 'searchable';
  });
  // One state or the other in every moment, and nothing between them.
  expect([...seen].filter((published) => !['earlier', 'current'].includes(published))).toEqual([]);
  expect(await admin.document(id)).toMatchObject({ published: 'current', failure: null, chunkCount: PARTS + 1 });
  const after = indexed(id).filter(({ versionId }) => versionId !== old!.versionId);
  expect(after).toHaveLength(PARTS + 1);
  const rowOf = new Map(after.map(({ chunkId, id: row }) => [chunkId, row]));
  expect(before.filter(({ chunkId, id: row }) => rowOf.get(chunkId) !== row)).toEqual([]);
  expect(await answerTo('How much does the glacier course cost?')).toContain('455');
});
