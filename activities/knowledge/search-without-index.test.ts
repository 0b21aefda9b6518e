/** An index that is broken, lost, locked or slow: small help centres are searched all the same and it is said; large ones are not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from '@jest/globals';
import { breaker } from '../../infra/circuit/breaker.ts';
import { guardedVectors } from '../../infra/circuit/vectors.ts';
import { mintId } from '../../infra/ids/mint.ts';
import type { VectorIndex } from '../../infra/ports/vector-index.ts';
import { memoryKnowledge } from '../../infra/testing/corpora/memory-knowledge.ts';
import { openSqliteIndex } from '../../infra/vectors/sqlite/index.ts';
import type { Chunk } from '../../workflows/domain/document.ts';
import { WORDS_ONLY } from '../../workflows/domain/encoder.ts';
import { search } from './search.ts';

const folders: string[] = [];
const indexes: VectorIndex[] = [];
afterEach(async () => {
  await Promise.all(indexes.splice(0).map((index) => index.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const scope = { tenantId: mintId('tnt'), encoder: WORDS_ONLY };
const TEXTS = {
  Returns: 'Items bought on sale can be returned within 30 days.',
  Delivery: 'Standard delivery takes three to five working days.',
  Plants: 'Water the fern twice a week, and keep it out of the sun.',
};

/** Knowledge that is published, in the chunks and in the index. */
async function knowledgeOver(vectors: VectorIndex, copies = 1) {
  const knowledge = memoryKnowledge(vectors, null);
  for (let copy = 0; copy < copies; copy++)
    for (const [title, text] of Object.entries(TEXTS)) {
      const documentId = mintId('doc');
      const versionId = `${documentId}@0000000000000001` as const;
      const chunk: Chunk = {
        _id: mintId('chk'),
        tenantId: scope.tenantId,
        documentId,
        versionId,
        ordinal: 0,
        title,
        section: '',
        text,
        start: 0,
        end: 9,
        tokens: 9,
      };
      await knowledge.chunks.put(scope, versionId, [chunk]);
      await vectors.put(scope, [{ chunkId: chunk._id, versionId, heading: title, text, vector: null }]).catch(() => undefined);
      await knowledge.revisions.publish(scope, { add: versionId });
    }
  return knowledge;
}

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lost-index-'));
  folders.push(folder);
  return join(folder, 'vectors.db');
}

function anIndex(file: string): VectorIndex {
  const index = openSqliteIndex({ file });
  indexes.push(index);
  return index;
}

const asks = async (knowledge: Awaited<ReturnType<typeof knowledgeOver>>, question = 'Can I return an item from the sale?') => {
  const { withoutIndex, passages } = await search(knowledge, scope, question);
  return { withoutIndex, best: passages[0]?.title, score: passages[0]?.score ?? 0 };
};

test('with the index nothing is said, and the same passage is found', async () => {
  const knowledge = await knowledgeOver(anIndex(aFile()));
  expect(await asks(knowledge)).toMatchObject({ withoutIndex: false, best: 'Returns' });
});

test('a file that is no index keeps nobody from starting; put back, it is used without a restart', async () => {
  const file = aFile();
  writeFileSync(file, 'This is not a database. '.repeat(500));
  const index = anIndex(file);
  const knowledge = await knowledgeOver(index);
  expect(await asks(knowledge)).toMatchObject({ withoutIndex: true, best: 'Returns' });
  rmSync(file);
  const fresh = await knowledgeOver(index);
  expect(await asks(fresh)).toMatchObject({ withoutIndex: false, best: 'Returns' });
});

test('a file that was lost comes back empty, and nothing found means nothing then', async () => {
  const file = aFile();
  const knowledge = await knowledgeOver(anIndex(file));
  await knowledge.vectors.close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  knowledge.vectors = anIndex(file);
  expect(await asks(knowledge)).toMatchObject({ withoutIndex: true, best: 'Returns' });
  expect((await asks(knowledge, 'Do you sell bicycles?')).best).toBeUndefined();
});

test('a file that another process holds is waited for in vain, and used once it is free', async () => {
  const file = aFile();
  const holder = new DatabaseSync(file);
  holder.exec('CREATE TABLE other (x); BEGIN EXCLUSIVE');
  const knowledge = await knowledgeOver(anIndex(aFile()));
  const index = anIndex(file);
  knowledge.vectors = guardedVectors(index, breaker({ timeoutMs: 300 }));
  expect(await asks(knowledge)).toMatchObject({ withoutIndex: true, best: 'Returns' });
  holder.exec('COMMIT');
  holder.close();
  await index.count(scope).catch(() => undefined); // the attempt that still waits for the lock
  expect(await asks(await knowledgeOver(index))).toMatchObject({ withoutIndex: false, best: 'Returns' });
});

test('an index that does not answer is not waited for again and again', async () => {
  let calls = 0;
  const silent = () => (calls++, new Promise<never>(() => {}));
  const slow: VectorIndex = { ...anIndex(aFile()), search: silent, suggest: silent };
  const circuit = breaker({ failures: 2, timeoutMs: 100 });
  const knowledge = await knowledgeOver(guardedVectors(slow, circuit));
  for (let i = 0; i < 5; i++) expect(await asks(knowledge)).toMatchObject({ withoutIndex: true, best: 'Returns' });
  expect(calls).toBe(2);
  expect(circuit.report()).toMatchObject({ state: 'open', lastFailure: { kind: 'timeout' } });
});

test('what the question asks for scores above what it only touches, on the scale of the floor', async () => {
  const index = anIndex(aFile());
  const knowledge = await knowledgeOver(index);
  await index.close();
  expect((await asks(knowledge, 'What is standard delivery?')).score).toBeGreaterThan(0.6);
  expect((await asks(knowledge, 'Which bicycle on sale suits a child of six?')).score).toBeLessThan(0.3);
});

test('too large a help centre is left to people: the fault of the index comes out', async () => {
  const index = anIndex(aFile());
  const knowledge = await knowledgeOver(index, 70);
  await index.close();
  await expect(search(knowledge, scope, 'Can I return it?')).rejects.toThrow('closed');
});
