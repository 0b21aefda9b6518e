/** The connection to MongoDB: majority and journal on every write, a deadline on everything. */
import mongoose, { type Connection } from 'mongoose';

export type { Connection };

/**
 * @param uri  without a database name
 * @param dbName one database an installation (in tests: a test file)
 * @throws when no server answers within 5 s
 */
export async function connectMongo(uri: string, dbName: string): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    dbName,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    maxPoolSize: 50,
    // Half of an activity's time and less than a visitor's patience: who cannot write is told so soon.
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
    // Retries of writes are ours: keys make them harmless, and a standalone server has none.
    retryWrites: false,
  });
  await connection.asPromise();
  return connection;
}
