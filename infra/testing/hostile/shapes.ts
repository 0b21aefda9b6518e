/** Forty shapes in which people have slipped an operator into a query where a plain value was meant. */

/** A word of ours in what is sent: an answer that holds it repeats its caller. */
export const ECHO = 'zqEchoZq';

const of = (name: string, shape: unknown) => ({ name, shape });

/** Each is no string, number, boolean or null: whatever a schema asks of a scalar, it is none of these. */
export const SHAPES: readonly { name: string; shape: unknown }[] = [
  of('$ne empty', { $ne: '' }),
  of('$ne null', { $ne: null }),
  of('$gt empty', { $gt: '' }),
  of('$gte', { $gte: 0 }),
  of('$lt', { $lt: '\uffff' }),
  of('$lte', { $lte: 1e15 }),
  of('$eq', { $eq: 'x' }),
  of('$in', { $in: [null, '', 'x'] }),
  of('$nin', { $nin: [] }),
  of('$exists', { $exists: true }),
  of('$type', { $type: 2 }),
  of('$regex', { $regex: '.*' }),
  of('$regex that never ends', { $regex: '^(a+)+$', $options: 'i' }),
  of('$not', { $not: { $eq: 'x' } }),
  of('$or', { $or: [{}, { a: 1 }] }),
  of('$and', { $and: [{}] }),
  of('$nor', { $nor: [{ a: 1 }] }),
  of('$where', { $where: 'sleep(1000)' }),
  of('$expr', { $expr: { $eq: [1, 1] } }),
  of('$function', { $function: { body: 'function(){return true}', args: [], lang: 'js' } }),
  of('$accumulator', { $accumulator: { init: 'function(){}' } }),
  of('$jsonSchema', { $jsonSchema: {} }),
  of('$mod', { $mod: [1, 0] }),
  of('$text', { $text: { $search: 'x' } }),
  of('$elemMatch', { $elemMatch: { $ne: 1 } }),
  of('$all', { $all: [] }),
  of('$size', { $size: 0 }),
  of('$bitsAllSet', { $bitsAllSet: 0 }),
  of('$geoWithin', { $geoWithin: { $box: [] } }),
  of('$comment', { $comment: 'x' }),
  of('$lookup', { $lookup: { from: 'users', as: 'x' } }),
  of('$set', { $set: { role: 'owner' } }),
  of('$unset', { $unset: { endedAt: 1 } }),
  of('$inc', { $inc: { generation: 1 } }),
  of('$rename', { $rename: { a: 'b' } }),
  of('$oid', { $oid: '507f1f77bcf86cd799439011' }),
  of('$date', { $date: '2026-01-01T00:00:00Z' }),
  of('$numberLong', { $numberLong: '1' }),
  of('a list of one', [ECHO]),
  of('a list of an operator', [{ $ne: '' }]),
  of('an object with toString', { toString: ECHO, length: 1 }),
  of('an empty object', {}),
];
