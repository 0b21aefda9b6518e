/** MongoDB's wire messages, read well enough to keep a journal of inserts, to answer one command and to lose one reply. */
import { mongo } from 'mongoose';
import type { Dialect, Fate } from './proxy.ts';

const OP_MSG = 2013;
const HEADER = 16;
/** Header, flags, and the kind of the first section. */
const BODY = HEADER + 4 + 1;

/** What one insert asked of the server. */
export type Insert = { at: number; link: string; collection: string; w: unknown; j: unknown };
export type Failover = 'NotWritablePrimary' | 'PrimarySteppedDown';
const CODES: Record<Failover, number> = { NotWritablePrimary: 10107, PrimarySteppedDown: 189 };

export type MongoWire = Dialect & {
  /** Of the next writes `count`, one in `every`, are answered so and never reach the server. */
  failWrites(count: number, how: Failover, every?: number): void;
  /** Of the next writes `count`, one in `every`, are carried out, and their replies are lost. */
  loseReplies(count: number, every?: number): void;
  clear(): void;
};

const WRITES = new Set(['insert', 'update', 'findAndModify']);

/** @param note told of every insert into `entries` */
export function mongoWire(link: string, note: (insert: Insert) => void): MongoWire {
  let failing: { left: number; how: Failover } = { left: 0, how: 'NotWritablePrimary' };
  let losing = 0;
  let oneIn = 1;
  let writes = 0;
  return {
    length: (buffered) => (buffered.length >= 4 && buffered.length >= buffered.readInt32LE(0) ? buffered.readInt32LE(0) : null),
    answers: (reply, request) => reply.readInt32LE(8) === request.readInt32LE(4),
    judge(message): Fate {
      const command = commandOf(message);
      if (!command || !WRITES.has(command.name)) return 'forward';
      if (command.name === 'insert' && command.collection === 'entries') note({ at: Date.now(), link, ...asked(message) });
      if (++writes % oneIn !== 0) return 'forward';
      if (failing.left > 0) {
        failing.left--;
        return { answer: refusal(message.readInt32LE(4), failing.how) };
      }
      return losing-- > 0 ? 'dropReply' : 'forward';
    },
    failWrites(left, how, every = 1) {
      failing = { left, how };
      oneIn = every;
    },
    loseReplies(count, every = 1) {
      losing = count;
      oneIn = every;
    },
    clear() {
      failing = { ...failing, left: 0 };
      losing = 0;
    },
  };
}

/** The first element of a command is its name, and for the commands we look at its value is the collection. */
function commandOf(message: Buffer): { name: string; collection: string } | null {
  if (message.length < BODY + 5 || message.readInt32LE(12) !== OP_MSG || message[BODY - 1] !== 0) return null;
  const STRING = 2;
  if (message[BODY + 4] !== STRING) return null;
  const end = message.indexOf(0, BODY + 5);
  const length = message.readInt32LE(end + 1);
  return { name: message.toString('utf8', BODY + 5, end), collection: message.toString('utf8', end + 5, end + 4 + length) };
}

function asked(message: Buffer): Pick<Insert, 'collection' | 'w' | 'j'> {
  const body = message.subarray(BODY, BODY + message.readInt32LE(BODY));
  const { insert, writeConcern } = mongo.BSON.deserialize(body) as { insert: string; writeConcern?: { w?: unknown; j?: unknown } };
  return { collection: insert, w: writeConcern?.w ?? null, j: writeConcern?.j ?? null };
}

function refusal(responseTo: number, how: Failover): Buffer {
  const document = mongo.BSON.serialize({ ok: 0, errmsg: `not primary (${how})`, code: CODES[how], codeName: how });
  const head = Buffer.alloc(BODY);
  head.writeInt32LE(BODY + document.length, 0);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([head, document]);
}
