/**
 * What Parley asks of MongoDB, against the server in use. A server that fails here is the wrong server: the suite says so before
 * a store is debugged. Nothing outside this subset may be used by a store.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose, { mongo } from 'mongoose';

type Row = mongo.Document & { _id: string | number; value?: number; last?: number[] };

const client = new mongo.MongoClient(process.env.PARLEY_TEST_MONGODB_URI ?? '');
const database = client.db(`mongo_subset_${process.pid}`);
const durable = { writeConcern: { w: 'majority' as const, journal: true } };
let rows: mongo.Collection<Row>;
let made = 0;

beforeAll(() => client.connect());
beforeEach(() => {
  rows = database.collection<Row>(`rows_${(made += 1)}`);
});
afterAll(async () => {
  await database.dropDatabase();
  await client.close();
  await mongoose.disconnect();
});

async function duplicateOf(write: Promise<unknown>): Promise<mongo.MongoServerError> {
  try {
    await write;
  } catch (error) {
    return error as mongo.MongoServerError;
  }
  throw new Error('The second write was taken.');
}

describe('unique keys', () => {
  test('a duplicate is refused with code 11000 and the name of the index', async () => {
    await rows.createIndex({ tenantId: 1, key: 1 }, { unique: true, name: 'rows_by_key' });
    await rows.insertOne({ _id: 1, tenantId: 't', key: 'a' }, durable);
    const { code, message } = await duplicateOf(rows.insertOne({ _id: 2, tenantId: 't', key: 'a' }, durable));
    expect(code).toBe(11000);
    expect(message).toContain('rows_by_key');
    expect(await rows.countDocuments()).toBe(1);
  });

  test('a duplicate _id is refused and told from other keys', async () => {
    await rows.createIndex({ key: 1 }, { unique: true, name: 'rows_by_key' });
    await rows.insertOne({ _id: 'c:1', key: 'a' });
    const { code, message } = await duplicateOf(rows.insertOne({ _id: 'c:1', key: 'b' }));
    expect(code).toBe(11000);
    expect(message).not.toContain('rows_by_key');
    expect(message).toContain('_id');
  });

  test('a sparse one lets any number of documents go without the field', async () => {
    await rows.createIndex({ externalKey: 1 }, { unique: true, sparse: true, name: 'rows_by_external' });
    await rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, externalKey: 't:x' }]);
    const { message } = await duplicateOf(rows.insertOne({ _id: 4, externalKey: 't:x' }));
    expect(message).toContain('rows_by_external');
  });

  test('of 50 writers of one key exactly one gets it', async () => {
    await rows.createIndex({ key: 1 }, { unique: true, name: 'rows_by_key' });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => rows.insertOne({ _id: n, key: 'same' }, durable)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('making an index that is there changes nothing', async () => {
    for (let run = 0; run < 2; run += 1) await rows.createIndex({ key: 1 }, { unique: true, name: 'rows_by_key' });
    expect((await rows.indexes()).map(({ name }) => name).sort()).toEqual(['_id_', 'rows_by_key']);
  });
});

describe('single documents are atomic', () => {
  test('200 concurrent $inc make 200 distinct values', async () => {
    await rows.insertOne({ _id: 'counter', value: 0 });
    const inc = () => rows.findOneAndUpdate({ _id: 'counter' }, { $inc: { value: 1 } }, { returnDocument: 'after' });
    const values = (await Promise.all(Array.from({ length: 200 }, inc))).map((row) => row?.value);
    expect(new Set(values).size).toBe(200);
    expect(Math.max(...(values as number[]))).toBe(200);
  });

  test('a guard in the filter lets one of many through', async () => {
    await rows.insertOne({ _id: 1, projectedSeq: 4 });
    const move = () => rows.updateOne({ _id: 1, projectedSeq: { $lt: 5 } }, { $set: { projectedSeq: 5 } }, durable);
    const moved = await Promise.all(Array.from({ length: 20 }, move));
    expect(moved.reduce((sum, { modifiedCount }) => sum + modifiedCount, 0)).toBe(1);
  });

  test('an upsert inserts with $setOnInsert once and updates after that', async () => {
    const upsert = (seen: number) =>
      rows.findOneAndUpdate({ _id: 1 }, { $set: { seen }, $setOnInsert: { born: seen } }, { upsert: true, returnDocument: 'after' });
    await upsert(1);
    expect(await upsert(2)).toEqual({ _id: 1, seen: 2, born: 1 });
  });

  test('bulkWrite does each of its writes and counts them', async () => {
    await rows.insertMany([{ _id: 1 }, { _id: 2 }]);
    const done = await rows.bulkWrite(
      [
        { insertOne: { document: { _id: 3 } } },
        { updateOne: { filter: { _id: 1 }, update: { $set: { seen: true } } } },
        { updateOne: { filter: { _id: 9 }, update: { $set: { seen: true } }, upsert: true } },
        { deleteOne: { filter: { _id: 2 } } },
      ],
      durable,
    );
    expect(done).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
  });

  test('an unordered insertMany stores what it can and reports what collided', async () => {
    await rows.insertOne({ _id: 2 });
    const { code } = await duplicateOf(rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }], { ordered: false }));
    expect(code).toBe(11000);
    expect(await rows.countDocuments()).toBe(3);
  });
});

describe('arrays', () => {
  test('arrayFilters change the elements they name', async () => {
    await rows.insertOne({
      _id: 1,
      steps: [
        { n: 1, state: 'open' },
        { n: 2, state: 'open' },
      ],
    });
    await rows.updateOne({ _id: 1 }, { $set: { 'steps.$[step].state': 'done' } }, { arrayFilters: [{ 'step.n': 2 }] });
    expect((await rows.findOne({ _id: 1 }))?.steps).toEqual([
      { n: 1, state: 'open' },
      { n: 2, state: 'done' },
    ]);
  });

  test('$push with $each and $slice keeps the last ones', async () => {
    await rows.insertOne({ _id: 1, last: [1, 2, 3] });
    await rows.updateOne({ _id: 1 }, { $push: { last: { $each: [4, 5], $slice: -3 } } as never });
    expect((await rows.findOne({ _id: 1 }))?.last).toEqual([3, 4, 5]);
  });
});

describe('reads', () => {
  test('$in on _id returns just these, and a page of a log is such a list', async () => {
    await rows.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: `c:${n + 1}`, seq: n + 1 })));
    const page = Array.from({ length: 100 }, (_, n) => `c:${n + 151}`);
    const found = await rows
      .find({ _id: { $in: page } })
      .sort({ seq: 1 })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual(page);
  });

  test('sort, limit and a range continue a list behind its cursor', async () => {
    await rows.insertMany([3, 1, 2, 5, 4].map((n) => ({ _id: n, at: new Date(n * 1000) })));
    const next = rows
      .find({ at: { $lt: new Date(4000) } })
      .sort({ at: -1, _id: -1 })
      .limit(2);
    expect((await next.toArray()).map(({ _id }) => _id)).toEqual([3, 2]);
  });

  test('more documents than one batch holds all arrive', async () => {
    await rows.insertMany(Array.from({ length: 1500 }, (_, n) => ({ _id: n })));
    expect(await rows.find().batchSize(200).toArray()).toHaveLength(1500);
  });
});

describe('aggregation', () => {
  beforeEach(async () => {
    await rows.insertMany([
      { _id: 1, tenantId: 'a', status: 'resolved', tags: ['x', 'y'], at: new Date('2025-03-01T10:00:00Z') },
      { _id: 2, tenantId: 'a', status: 'escalated', tags: ['x'], at: new Date('2025-03-01T23:59:59Z') },
      { _id: 3, tenantId: 'b', status: 'resolved', tags: [], at: new Date('2025-03-02T00:00:00Z') },
    ]);
  });

  test('$match, $group and $cond count by condition', async () => {
    const resolved = { $sum: { $cond: [{ $eq: ['$status', 'resolved'] }, 1, 0] } };
    const counts = await rows.aggregate([{ $match: { tenantId: 'a' } }, { $group: { _id: '$tenantId', all: { $sum: 1 }, resolved } }]).toArray();
    expect(counts).toEqual([{ _id: 'a', all: 2, resolved: 1 }]);
  });

  test('$unwind makes a row of each element', async () => {
    const tags = await rows.aggregate([{ $unwind: '$tags' }, { $group: { _id: '$tags', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray();
    expect(tags).toEqual([
      { _id: 'x', n: 2 },
      { _id: 'y', n: 1 },
    ]);
  });

  test('$dateToString groups by day in UTC', async () => {
    const day = { $dateToString: { format: '%Y-%m-%d', date: '$at' } };
    const days = await rows.aggregate([{ $group: { _id: day, n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray();
    expect(days).toEqual([
      { _id: '2025-03-01', n: 2 },
      { _id: '2025-03-02', n: 1 },
    ]);
  });

  test('$lookup joins by a key and $facet answers several questions at once', async () => {
    const tenants = database.collection<Row>(`${rows.collectionName}_tenants`);
    await tenants.insertMany([{ _id: 'a', name: 'Aster' }]);
    const lookup = { from: tenants.collectionName, localField: 'tenantId', foreignField: '_id', as: 'tenant' };
    const [answer] = await rows
      .aggregate([
        { $lookup: lookup },
        { $facet: { first: [{ $sort: { _id: 1 } }, { $limit: 1 }], without: [{ $match: { tenant: { $size: 0 } } }, { $count: 'n' }] } },
      ])
      .toArray();
    expect(answer?.first).toMatchObject([{ _id: 1, tenant: [{ _id: 'a', name: 'Aster' }] }]);
    expect(answer?.without).toEqual([{ n: 1 }]);
  });
});

test('mongoose speaks with it', async () => {
  const Thing = mongoose.model('Thing', new mongoose.Schema({ name: String }, { autoIndex: false }));
  await mongoose.connect(process.env.PARLEY_TEST_MONGODB_URI ?? '', { dbName: database.databaseName, autoIndex: false });
  await Thing.create({ name: 'one' });
  expect(await Thing.findOne({ name: 'one' }).lean()).toMatchObject({ name: 'one' });
});
