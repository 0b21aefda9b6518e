/** A server that is started again when it ends by itself, on its old port and data: whoever is connected reconnects. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildServer } from './child-server.ts';

export type KeptServer = {
  /** Of the process that runs now. */
  pid(): number;
  /** Rejects when it cannot be brought back. */
  failed: Promise<never>;
  stop(): Promise<void>;
};

const TRIES = 6;

/** @param start brings it up and returns when it answers; called again, a little later each time, after it has ended */
export async function keepRunning(name: string, start: () => Promise<ChildServer>, say: (line: string) => void): Promise<KeptServer> {
  let child = await start();
  let stopping = false;
  let giveUp: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (giveUp = reject));
  failed.catch(() => undefined); // whoever awaits it hears of it
  let revival: Promise<void> = Promise.resolve();

  const watch = (): void => {
    child.died.catch((reason: Error) => {
      if (!stopping) revival = revive(reason);
    });
  };
  const revive = async (reason: Error): Promise<void> => {
    say(`${reason.message.split('\n')[0]} Starting ${name} again.`);
    for (let attempt = 1; !stopping; attempt += 1) {
      try {
        child = await start();
        return watch();
      } catch (error) {
        if (attempt === TRIES) return giveUp(error);
        await sleep(100 * 2 ** attempt);
      }
    }
  };
  watch();
  return {
    pid: () => child.pid,
    failed,
    async stop() {
      stopping = true;
      await revival;
      await child.stop();
    },
  };
}
