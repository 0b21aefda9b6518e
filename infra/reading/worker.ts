/** The thread that reads: parsers block it, while its process goes on watching what they take. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Job, Told } from './process.ts';
import { readBytes } from './read.ts';

const { mediaType, bytes, served } = workerData as Job;
const tell = (told: Told) => parentPort!.postMessage(told);

tell({ reading: await readBytes(mediaType, bytes, (share) => tell({ share }), served) });
