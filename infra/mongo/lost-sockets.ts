/**
 * A socket whose other end is gone is destroyed at once, and its connection learns of it a tick later. A command that the driver
 * (7.8.0) writes in between waits for a `drain` that never comes, without a deadline. When it is the check of the server's state,
 * which the loss of another connection calls for in just that tick, the process never finds its MongoDB again. Here such a command
 * fails as one whose connection broke, which the driver handles well.
 */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import mongoose from 'mongoose';

type Write = (this: { socket: Socket }, ...rest: unknown[]) => Promise<unknown>;
type DriverConnection = { prototype: { writeCommand: Write } };

const FIXED = Symbol.for('parley.lostSockets');

/** The driver's own class of connections; mongoose brings its driver with it. */
export function driverConnection(): DriverConnection {
  const ofMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  return (ofMongoose('mongodb/lib/cmap/connection.js') as { Connection: DriverConnection }).Connection;
}

/** Once for the process, before the first connection is made. */
export function refuseLostSockets(prototype = driverConnection().prototype): void {
  const { writeCommand } = prototype as typeof prototype & { [FIXED]?: true };
  if (FIXED in prototype) return;
  Object.assign(prototype, { [FIXED]: true });
  prototype.writeCommand = async function (...rest) {
    if (this.socket.destroyed) throw new mongoose.mongo.MongoNetworkError('The connection is lost.');
    return writeCommand.apply(this, rest);
  };
}
