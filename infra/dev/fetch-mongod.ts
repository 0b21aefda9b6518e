/** Looks for the real MongoDB server where mongodb-memory-server-core gets it, fetches it when it answers soon, and remembers the outcome. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import { tools } from './tools.ts';

const VERSION = '8.2.6';
// Offline, a person should not wait for a connection that will not come.
const PATIENCE_MS = 3_000;

const path = (await isReachable()) ? await fetchBinary() : null;
mkdirSync(dirname(tools.mongoChoice), { recursive: true });
writeFileSync(tools.mongoChoice, JSON.stringify({ path }));

async function isReachable(): Promise<boolean> {
  try {
    const url = await new MongoBinaryDownloadUrl({ version: VERSION, platform: process.platform, arch: process.arch }).getDownloadUrl();
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok;
  } catch {
    return false; // offline, or no build for this system
  }
}

async function fetchBinary(): Promise<string | null> {
  try {
    return await MongoBinary.getPath({ version: VERSION, downloadDir: tools.mongoBinaries });
  } catch (error) {
    console.error(error); // to the bootstrap's log; the stand-in takes over
    return null;
  }
}
