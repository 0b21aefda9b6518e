/** A tenant moves to another model of embeddings while it is searched: kill, upload, deletion, the way back, and the end of the old. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { search, type Found } from '../../../activities/knowledge/search.ts';
import { deleteDocuments } from '../../../api/http/delete-document.ts';
import { storeUpload } from '../../../api/http/store-upload.ts';
import { PLATFORM } from '../../../workflows/domain/audit.ts';
import type { Document } from '../../../workflows/domain/document.ts';
import type { EncoderName } from '../../../workflows/domain/encoder.ts';
import type { TenantId } from '../../../workflows/domain/ids.ts';
import { carryOut, chosenBy, type Move } from '../../cli/embeddings/carry-out.ts';
import { mintId } from '../../ids/mint.ts';
import { anEmbeddingsEndpoint, type EmbeddingsEndpoint } from '../embeddings-endpoint.ts';
import { aWorld, until, type World } from '../world.ts';

const DIM = 96;
const NEW: EncoderName = `a-newer-model@${DIM}`;
const TOPICS = ['parcel', 'refund', 'battery', 'invoice', 'password', 'warranty', 'newsletter', 'helmet'];
/** Longer than what an encoder remembers, so that each embedding of it is a call. */
const filler = 'It is told at length here, in words that say little else, so that nobody could take the one article for the other one. '.repeat(3);
const article = (topic: string): string =>
  `# The ${topic}\n\nEverything about the ${topic}. ${filler}\n\n## When the ${topic} fails\n\nIf your ${topic} fails, write to us. ${filler}\n`;
/** A chunk whole; searches have single sentences of it read too. */
const isArticle = (text: string): boolean => text.split('told at length').length === 4;

/** Between two questions of whoever asks throughout, ms. */
const BETWEEN_MS = 100;

let endpoint: EmbeddingsEndpoint;
let world: World;
let old: EncoderName;
beforeAll(async () => {
  endpoint = await anEmbeddingsEndpoint(DIM);
  const env = { EMBEDDINGS_URL: endpoint.url, EMBEDDINGS_MODEL: 'a-newer-model', EMBEDDINGS_DIM: String(DIM), EMBEDDINGS_API_KEY: 'a key' };
  world = await aWorld({ env });
  // The local encoder where its files are, else words alone.
  old = world.parts.encoders.known[1]!;
});
afterAll(async () => {
  await world.close();
  await endpoint.close();
});

/** A tenant that is searched with the earlier encoder, since before the configuration named another. */
async function aTenant() {
  const { tenantId, slug } = await world.aTenant();
  await world.parts.encoderChoices.inUse({ tenantId }, { first: old, earlier: old });
  for (const topic of TOPICS) await uploaded(tenantId, topic);
  return { tenantId, slug };
}

async function uploaded(tenantId: TenantId, topic: string): Promise<Document> {
  const { parts } = world;
  const file = { fileName: `${topic}.md`, mediaType: 'text/markdown', bytes: Buffer.from(article(topic)) } as const;
  const { _id } = await storeUpload({ ...parts, mintId }, { tenantId }, file);
  await until(async () => (await parts.documents.get({ tenantId }, _id))?.state === 'searchable');
  return (await parts.documents.get({ tenantId }, _id))!;
}

const asks = (tenantId: TenantId, topic: string): Promise<Found> => search(world.parts, { tenantId }, `What if my ${topic} fails?`);
/** As `asks`, once the index and the encoder have answered in time: a slow machine is given words alone now and then. */
async function asksInTime(tenantId: TenantId, topic: string): Promise<Found> {
  let found = await asks(tenantId, topic);
  const isWhole = ({ withoutIndex, encoder, passages }: Found) => !withoutIndex && (encoder === null || passages[0]?.dense != null);
  await until(async () => isWhole(found) || isWhole((found = await asks(tenantId, topic))));
  return found;
}
const eachOf = async (tenantId: TenantId, topics: string[]): Promise<Found[]> => {
  const found: Found[] = [];
  for (const topic of topics) found.push(await asksInTime(tenantId, topic));
  return found;
};
const bestOf = ({ passages }: Found): string | undefined => passages[0]?.title;
const choiceOf = async (tenantId: TenantId) => (await world.parts.encoderChoices.get({ tenantId }))!;
const modelOf = (name: EncoderName): string | null => world.parts.encoders.of(name)?.model ?? null;

/** What the platform's audit says that was done to a tenant, oldest first. */
async function writtenDown(tenantId: TenantId): Promise<string[]> {
  const rows = await world.parts.audit.page({ tenantId: PLATFORM }, { limit: 100 });
  return rows.flatMap(({ subject, action, detail }) => (subject === tenantId ? `${action} ${detail}` : [])).reverse();
}

/** As `parley embeddings` does it. */
async function does(slug: string, move: Move, said: string[] = []): Promise<boolean> {
  const [chosen] = await chosenBy(world.parts, slug);
  return carryOut(world.parts, move, chosen!, world.parts.encoders.configured, (line) => said.push(line));
}

/** Asks for one topic after the other until it is stopped. */
function askingThroughout(tenantId: TenantId) {
  const answers: { topic: string; found: Found }[] = [];
  let stopped = false;
  const asking = (async () => {
    for (let i = 0; !stopped; i++) {
      const topic = TOPICS[i % TOPICS.length]!;
      answers.push({ topic, found: await asks(tenantId, topic) });
      // Searches all the while, and a machine that has time for the change too.
      await new Promise((soon) => setTimeout(soon, BETWEEN_MS));
    }
  })();
  const stop = async () => {
    stopped = true;
    await asking;
    return answers;
  };
  return { answers, stop };
}

test('every search answers from the whole old index or the whole new one, through a kill and an upload; and back', async () => {
  const { parts } = world;
  const { tenantId, slug } = await aTenant();
  const scope = { tenantId };
  const asking = askingThroughout(tenantId);
  const half = () => endpoint.texts.filter(isArticle).length >= TOPICS.length;
  const waiting = endpoint.hold((text) => isArticle(text) && half());
  const begun = does(slug, 'switch');
  await until(() => waiting() > 0);

  expect(await choiceOf(tenantId)).toMatchObject({ inUse: old, change: { to: NEW, state: 'building', total: TOPICS.length } });
  const late = await uploaded(tenantId, 'umbrella');
  const stopping = world.stopWorkers();
  endpoint.release('drop');
  await stopping;
  const built = await parts.vectors.count({ ...scope, encoder: NEW });
  expect(built).toBeGreaterThan(0);
  expect(built).toBeLessThan(2 * TOPICS.length);
  const embedded = endpoint.texts.filter(isArticle);
  const before = await eachOf(tenantId, [...TOPICS, 'umbrella']);
  expect(before.map(({ encoder }) => encoder)).toEqual(before.map(() => modelOf(old)));

  await world.startWorkers();
  expect(await begun).toBe(true);
  expect(await choiceOf(tenantId)).toEqual({ inUse: NEW, before: old, change: null });
  expect(bestOf(await asks(tenantId, 'umbrella'))).toBe('The umbrella');
  const answers = await asking.stop();
  const models = answers.filter(({ found }) => !found.withoutIndex).map(({ found }) => found.encoder);
  const first = models.indexOf(modelOf(NEW));
  expect(models).toEqual(models.map((_, i) => (first >= 0 && i >= first ? modelOf(NEW) : modelOf(old))));
  for (const { topic, found } of answers) expect(bestOf(found)).toBe(`The ${topic}`);
  // What stood in the index when the worker was killed was not asked for again.
  const articles = endpoint.texts.filter(isArticle);
  expect(articles.slice(embedded.length).filter((text) => embedded.includes(text))).toEqual([]);
  expect(new Set(articles).size).toBe(2 * (TOPICS.length + 1));

  expect(await does(slug, 'rollback')).toBe(true);
  expect(await choiceOf(tenantId)).toEqual({ inUse: old, before: NEW, change: null });
  expect(await eachOf(tenantId, [...TOPICS, 'umbrella'])).toEqual(before);

  // What comes now is missing in the other index, until somebody goes there; what goes is gone from both.
  const later = await uploaded(tenantId, 'lantern');
  await deleteDocuments(parts, scope, [late]);
  const held = (encoder: EncoderName, { versionId }: Document) => parts.vectors.stored({ ...scope, encoder }, versionId);
  expect([(await held(old, late)).size, (await held(NEW, late)).size, (await held(NEW, later)).size]).toEqual([0, 0, 0]);
  expect(await does(slug, 'rollback')).toBe(true);
  const there = await asksInTime(tenantId, 'lantern');
  expect([there.encoder, bestOf(there)]).toEqual([modelOf(NEW), 'The lantern']);
  expect((await asks(tenantId, 'umbrella')).passages.map(({ title }) => title)).not.toContain('The umbrella');

  expect(await does(slug, 'forget')).toBe(true);
  expect(await choiceOf(tenantId)).toEqual({ inUse: NEW, before: null, change: null });
  expect(await parts.vectors.count({ ...scope, encoder: old })).toBe(0);
  const said: string[] = [];
  expect(await does(slug, 'rollback', said)).toBe(false);
  expect(said).toEqual(['there is nothing to go back to.']);
  expect(bestOf(await asks(tenantId, 'lantern'))).toBe('The lantern');
  expect(await writtenDown(tenantId)).toEqual([
    `encoder.switchBegun from=${old} to=${NEW}`,
    `encoder.rollbackBegun from=${NEW} to=${old}`,
    `encoder.rollbackBegun from=${old} to=${NEW}`,
    `encoder.forgotten forgotten=${old} inUse=${NEW}`,
  ]);
});

test('a change is paused, goes on, is given up without a trace, and waits for an endpoint that is away', async () => {
  const { parts } = world;
  const { tenantId, slug } = await aTenant();
  const waiting = endpoint.hold(isArticle);
  const begun = does(slug, 'switch');
  await until(() => waiting() > 0);
  expect(await does(slug, 'pause')).toBe(true);
  endpoint.release('answer');
  await until(async () => (await choiceOf(tenantId)).change?.state === 'paused');
  expect((await choiceOf(tenantId)).inUse).toBe(old);
  expect(await does(slug, 'forget')).toBe(false);
  endpoint.say({ status: 503, body: '{}' });
  expect(await does(slug, 'resume')).toBe(true);
  await until(async () => (await choiceOf(tenantId)).change?.state === 'building');
  expect(await does(slug, 'stop')).toBe(true);
  endpoint.say(null);
  expect(await begun).toBe(false);
  expect(await choiceOf(tenantId)).toEqual({ inUse: old, before: null, change: null });
  expect(await parts.vectors.count({ tenantId, encoder: NEW })).toBe(0);
  expect(bestOf(await asks(tenantId, 'refund'))).toBe('The refund');

  // Resumed at the end of a run, it goes on in the next one.
  const more = endpoint.hold(isArticle);
  await parts.engine.startEncoderChange({ type: 'switch', tenantId, to: NEW, stepsPerRun: 1 });
  await until(() => more() > 0);
  await does(slug, 'pause');
  endpoint.release('answer');
  await until(async () => (await choiceOf(tenantId)).change?.state === 'paused');
  await does(slug, 'resume');
  await until(async () => (await choiceOf(tenantId)).inUse === NEW);
  expect(await asksInTime(tenantId, 'refund')).toMatchObject({ encoder: modelOf(NEW) });
  // However many runs it took.
  expect(await writtenDown(tenantId)).toEqual(Array(2).fill(`encoder.switchBegun from=${old} to=${NEW}`));
});
