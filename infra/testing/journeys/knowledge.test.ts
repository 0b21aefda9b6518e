/** Documents of every kind, from their upload over the API to the passage that is cited; their failures, their revisions, their end. */
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { ChunkPage, DocumentView } from '../../../api/protocol/knowledge.ts';
import type { RevisionView } from '../../../api/protocol/revision.ts';
import { search } from '../../../activities/knowledge/search.ts';
import type { DocumentId } from '../../../workflows/domain/ids.ts';
import type { IndexScope } from '../../ports/vector-index.ts';
import { anAgent, call, type AgentAtDesk } from '../people.ts';
import { readCorpus } from '../../cli/eval/corpus.ts';
import { importFolder } from '../../cli/import/import-folder.ts';
import { aDocx, heading, step, table, text } from '../uploads/docx.ts';
import { aLockedPdf, aLongPdf, aPdf } from '../uploads/pdf.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let scope: IndexScope;
let agent: AgentAtDesk;

beforeAll(async () => {
  world = await aWorld();
  shop = await world.aTenant();
  scope = { tenantId: shop.tenantId, encoder: world.parts.encoders.configured };
  agent = await anAgent(world.url, shop.login);
});
afterAll(() => world.close());

const asked = async <T>(path: string, method = 'GET') => {
  const response = await fetch(`${world.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${agent.session.accessToken}` } });
  const body = (response.status === 204 ? null : await response.json()) as T;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
  return body;
};
const upload = async (name: string, bytes: Uint8Array | string, query = '') => {
  const form = new FormData();
  form.append('file', new Blob([bytes as BlobPart]), name);
  const headers = { authorization: `Bearer ${agent.session.accessToken}` };
  const response = await fetch(`${world.url}/api/v1/documents${query}`, { method: 'POST', headers, body: form });
  expect(response.status).toBe(202);
  return (await response.json()) as DocumentView;
};
const document = (id: DocumentId) => asked<DocumentView>(`/documents/${id}`);
const settled = async (id: DocumentId): Promise<DocumentView> => {
  await until(async () => ['searchable', 'failed'].includes((await document(id)).state));
  return document(id);
};
const uploaded = async (name: string, bytes: Uint8Array | string) => settled((await upload(name, bytes)).id);
const best = async (question: string) => (await search(world.parts, scope, question)).passages[0];

const MANUAL = aPdf([
  [
    { text: 'Fernwood stove', y: 740, size: 20 },
    { text: 'Lighting', y: 700, size: 14 },
    { text: 'Open the valve by a quarter turn and hold a match to the burner.', y: 680 },
  ],
  [
    { text: 'Cleaning the burner', y: 740, size: 14 },
    { text: 'Lift the burner off and brush the soot away when error B-12 is shown.', y: 720 },
  ],
]);
const WORD = [
  heading(1, 'Warranty'),
  text('The warranty lasts five years.'),
  heading(2, 'How to claim'),
  step('Find the receipt'),
  step('Write to us'),
  table([
    ['Part', 'Years'],
    ['Tent poles', '2'],
  ]),
].join('');

test('every kind of file gives searchable text with its page or section, its language, and what did not work', async () => {
  const files: [string, Uint8Array | string][] = [
    ['stove.pdf', MANUAL],
    ['warranty.docx', aDocx(WORD)],
    [
      'stores.html',
      '<!doctype html><body><nav>Menu</nav><h1>Stores</h1><h2>Parking</h2><p>There is a car park behind the store in Bergen.</p></body>',
    ],
    ['faq.csv', 'Question,Answer\nCan I pay by invoice?,Companies can.\nAnd by cheque?,\n'],
    ['size.txt', 'Boots run small: take one size more than you wear in the street.'],
    ['versand.md', '# Versand\n\nDie Lieferung ist in zwei Tagen bei Ihnen, und sie kostet nichts.'],
  ];
  const all = await Promise.all(files.map(([name, bytes]) => uploaded(name, bytes)));
  expect(all.map(({ fileName, state, language, pageCount, published }) => [fileName, state, language, pageCount, published])).toEqual([
    ['stove.pdf', 'searchable', 'en', 2, 'current'],
    ['warranty.docx', 'searchable', expect.anything(), null, 'current'],
    ['stores.html', 'searchable', 'en', null, 'current'],
    ['faq.csv', 'searchable', 'en', null, 'current'],
    ['size.txt', 'searchable', 'en', null, 'current'],
    ['versand.md', 'searchable', 'de', null, 'current'],
  ]);
  expect(all[3]!.remarks).toEqual([{ place: 'line 3', reason: 'The answer is missing.' }]);
  expect(await best('What do I do about error B-12?')).toMatchObject({ title: 'Fernwood stove', section: 'Cleaning the burner' });
  expect(await best('Where can I park in Bergen?')).toMatchObject({ title: 'Stores', section: 'Parking' });
  expect(await best('Can I pay by invoice?')).toMatchObject({ section: 'Can I pay by invoice?', text: expect.stringContaining('Companies can.') });

  const { data: pages } = await asked<z.infer<typeof ChunkPage>>(`/documents/${all[0]!.id}/chunks`);
  expect(pages.map(({ section, pages: on }) => [section, on])).toEqual([
    ['Lighting', { first: 1, last: 1 }],
    ['Cleaning the burner', { first: 2, last: 2 }],
  ]);
  const { data: word } = await asked<z.infer<typeof ChunkPage>>(`/documents/${all[1]!.id}/chunks`);
  expect(word.find(({ section }) => section === 'How to claim')!.text).toContain(
    '1. Find the receipt\n2. Write to us\n\n| Part | Years |\n| - | - |\n| Tent poles | 2 |',
  );
});

test('a bad file fails with a reason, takes nothing with it, and may be tried again', async () => {
  const [bad, good] = await Promise.all([uploaded('locked.pdf', aLockedPdf()), uploaded('rope.md', '# Rope\n\nThe rope is sixty metres long.')]);
  expect(bad).toMatchObject({
    state: 'failed',
    failure: 'The file is protected by a password; save it without one and upload it again.',
    published: 'no',
  });
  expect(good).toMatchObject({ state: 'searchable', failure: null });
  expect(await asked<DocumentView>(`/documents/${bad.id}/retry`, 'POST')).toMatchObject({ state: 'queued', failure: null });
  expect((await settled(bad.id)).state).toBe('failed');
  const better = await upload('locked.pdf', aPdf([[{ text: 'The lantern burns for six hours on one filling of oil.', y: 700 }]]));
  expect(better.id).toBe(bad.id);
  expect(await settled(bad.id)).toMatchObject({ state: 'searchable', failure: null, published: 'current' });
  expect(await best('How long does the lantern burn?')).toMatchObject({ pages: { first: 1, last: 1 } });
});

test('files that nobody should send end with words for people, each for itself, while others are prepared', async () => {
  const bad: [string, Uint8Array, RegExp][] = [
    ['half.pdf', aPdf([[{ text: 'Words.', y: 700 }]]).subarray(0, 60), /damaged/],
    ['empty-pages.pdf', aPdf([[], []]), /pictures of pages/],
    ['book.pdf', aLongPdf(2_000), /1,000 pages/],
    ['bomb.docx', aDocx(text('x').repeat(1_200_000)), /more memory or time/],
    ['scripts.html', Buffer.from('<!doctype html><body><script>steal()</script></body>'), /no text/],
    ['columns.csv', Buffer.from('name\nParcel\nLetter\n'), /question/],
    ['hidden.md', Buffer.from('\u200B\u2060\u{E0041}'), /no text/],
  ];
  const good: [string, string][] = [
    ['kayak.md', '# Kayaks\n\nA kayak of the fleet weighs twenty-three kilograms.'],
    ['paddle.html', '<!doctype html><meta charset="windows-1252"><h1>Paddles</h1><p>A paddle costs four crowns an hour.</p>'],
  ];
  const all = await Promise.all([...bad, ...good].map(([name, bytes]) => uploaded(name, bytes)));
  for (const [i, [name, , reason]] of bad.entries())
    expect([name, all[i]!.state, all[i]!.failure]).toEqual([name, 'failed', expect.stringMatching(reason)]);
  expect(all.slice(bad.length).map(({ state, published }) => [state, published])).toEqual(good.map(() => ['searchable', 'current']));
  expect((await best('How much does a kayak weigh?'))!.text).toContain('twenty-three');
  for (const { id } of all) await asked(`/documents/${id}`, 'DELETE');
});

test('of five hundred pairs the good ones are found, and each bad row is told with its line and why', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => [`What does boat ${i} cost?`, i % 100 === 7 ? '' : `Boat ${i} costs ${i + 40} crowns a day.`]);
  rows[50]![0] = '';
  rows[60]![0] = 'what does  BOAT 59 cost?';
  const file = await uploaded('boats.csv', ['Question,Answer', ...rows.map((row) => row.join(','))].join('\n'));
  expect(file).toMatchObject({ state: 'searchable', chunkCount: 493 });
  expect(file.remarks).toEqual([
    { place: 'line 9', reason: 'The answer is missing.' },
    { place: 'line 52', reason: 'The question is missing.' },
    { place: 'line 62', reason: 'The same question as in line 61.' },
    ...[109, 209, 309, 409].map((line) => ({ place: `line ${line}`, reason: 'The answer is missing.' })),
  ]);
  expect((await best('What does boat 433 cost?'))!.text).toContain('473 crowns');
  await asked(`/documents/${file.id}`, 'DELETE');
});

test('fifty files that are uploaded together are one revision', async () => {
  const { data: before } = await asked<{ data: RevisionView[] }>('/revisions');
  const names = Array.from({ length: 50 }, (_, i) => `rule-${i}.md`);
  const all = await Promise.all(
    names.map((name, i) => upload(name, `# Rule ${i}\n\nRule number ${i} is about boats of ${i + 3} metres.`, '?batch=together-1')),
  );
  for (const { id } of all) expect(await settled(id)).toMatchObject({ state: 'searchable', published: 'current' });
  const { data: after } = await asked<{ data: RevisionView[] }>('/revisions');
  expect(after.slice(1).map(({ id }) => id)).toEqual(before.slice(0, after.length - 1).map(({ id }) => id));
  expect(after[0]!.changes).toHaveLength(50);
});

test('a rollback publishes the earlier revision whole, and what it left out can be published again', async () => {
  const first = await uploaded('deposit.md', '# Deposit\n\nThe deposit for a rented tent is 40 euros.');
  await uploaded('deposit.md', '# Deposit\n\nThe deposit for a rented tent is 75 euros.');
  expect((await best('How much is the deposit for a tent?'))!.text).toContain('75 euros');
  const { data: revisions } = await asked<{ data: RevisionView[] }>('/revisions');
  expect(revisions[0]).toMatchObject({ current: true, changes: [{ type: 'replaced', fileName: 'deposit.md' }], author: { name: 'Robin' } });

  const back = await asked<RevisionView>(`/revisions/${revisions[1]!.id}/publish`, 'POST');
  expect(back).toMatchObject({ id: revisions[1]!.id, current: true });
  expect((await best('How much is the deposit for a tent?'))!.text).toContain('40 euros');
  expect(await document(first.id)).toMatchObject({ published: 'earlier' });
  expect((await asked<{ data: RevisionView[] }>('/revisions')).data.map(({ id }) => id)).toEqual(revisions.map(({ id }) => id));

  await asked(`/documents/${first.id}/retry`, 'POST');
  await until(async () => (await document(first.id)).published === 'current');
  expect((await best('How much is the deposit for a tent?'))!.text).toContain('75 euros');
  const foreign = await call<ProblemView>(world.url, '/api/v1/revisions/rev_01h455vb4pex5vsknk084sn02q/publish', {
    method: 'POST',
    authorization: `Bearer ${agent.session.accessToken}`,
  });
  expect(foreign).toMatchObject({ status: 404 });
});

test('a deleted document is gone from each store, with its earlier versions', async () => {
  const before = await uploaded('gift.md', '# Gift cards\n\nGift cards are valid for three years.');
  await uploaded('gift.md', '# Gift cards\n\nGift cards are valid for ever.');
  const { parts } = world;
  const versions = (await parts.documents.get(scope, before.id))!.versions!;
  expect(versions).toHaveLength(2);
  const left = async () => {
    const counts = await Promise.all(
      versions.map(async (version) => [
        (await parts.chunks.ofVersion(scope, version)).length,
        (await parts.vectors.stored(scope, version)).size,
        (await parts.files.get(scope, version)) ? 1 : 0,
      ]),
    );
    return { counts, record: await parts.documents.get(scope, before.id), found: await best('How long are gift cards valid?') };
  };
  expect((await left()).counts).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  await asked(`/documents/${before.id}`, 'DELETE');
  const after = await left();
  expect(after.counts.flat()).toEqual([0, 0, 0, 0, 0, 0]);
  expect(after.record).toBeNull();
  expect(after.found?.title).not.toBe('Gift cards');
});

test('a folder is imported; run again, only what changed is prepared', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'));
  try {
    mkdirSync(join(folder, 'tents'));
    writeFileSync(join(folder, 'tents', 'ridge.md'), '# Ridge\n\nThe ridge tent sleeps seven people.');
    writeFileSync(join(folder, 'ice.docx'), aDocx(heading(1, 'Ice axes') + text('Ice axes are sharpened in March.')));
    writeFileSync(join(folder, 'photo.pdf'), 'no PDF');
    const lines: string[] = [];
    const bring = async () => importFolder(world.parts, scope, await readCorpus(folder), (line) => lines.push(line));
    const refused = [{ path: 'photo.pdf', reason: 'The file is no PDF.' }];
    expect(await bring()).toEqual({ searchable: ['ice.docx', 'tents/ridge.md'], unchanged: [], refused, failed: [], waiting: [] });
    expect(lines).toContain('2 of 2 documents');
    expect(await best('When are ice axes sharpened?')).toMatchObject({ title: 'Ice axes' });
    // One step back is the state before the import.
    expect((await asked<{ data: RevisionView[] }>('/revisions')).data[0]!.changes.map(({ fileName }) => fileName).sort()).toEqual([
      'ice.docx',
      'tents/ridge.md',
    ]);
    writeFileSync(join(folder, 'tents', 'ridge.md'), '# Ridge\n\nThe ridge tent sleeps eight people.');
    writeFileSync(join(folder, 'locked.pdf'), aLockedPdf());
    rmSync(join(folder, 'photo.pdf'));
    expect(await bring()).toMatchObject({ searchable: ['tents/ridge.md'], unchanged: ['ice.docx'], refused: [], failed: [{ path: 'locked.pdf' }] });
    expect((await best('How many people sleep in the ridge tent?'))!.text).toContain('eight');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a document that is deleted while it is prepared does not come back', async () => {
  const long = Array.from({ length: 400 }, (_, i) => `## Part ${i}\n\nThe part ${i} of the catalogue costs ${i} euros.\n`).join('\n');
  const { id } = await upload('catalogue.md', `# Catalogue\n\n${long}`);
  await until(async () => !['queued', 'extracting'].includes((await document(id)).state));
  const { versionId } = (await world.parts.documents.get(scope, id))!;
  await asked(`/documents/${id}`, 'DELETE');
  const { client } = world.parts.engine;
  await client.workflow.getHandle(`ingest/${scope.tenantId}/${versionId}`).result();
  expect((await world.parts.vectors.stored(scope, versionId)).size).toBe(0);
  expect(await world.parts.chunks.ofVersion(scope, versionId)).toEqual([]);
  expect((await world.parts.revisions.current(scope))!.versions).not.toContain(versionId);
});
