/**
 * No test reaches beyond this machine, whichever client it uses and whatever it does with the error: sockets of Node are refused
 * on their way to any address but loopback and the servers that the environment declares, and the test fails.
 */
import { afterEach } from '@jest/globals';
import { takeStrangers, watchConnects } from '../connects.ts';

const { MONGODB_URI, TEMPORAL_ADDRESS, REDIS_URL } = process.env;
const hosts = [MONGODB_URI, TEMPORAL_ADDRESS, REDIS_URL].flatMap((where) => where?.match(/[^/@,]+(?=:\d+)/g) ?? []);

watchConnects(hosts);
afterEach(() => {
  const strangers = takeStrangers();
  if (strangers.length > 0)
    throw new Error(`A test reached for ${strangers.join(', ')}: calls to the outside go through infra/egress, or to a fake.`);
});
