/** Resolves on the first SIGINT or SIGTERM. */
export const untilTold = (): Promise<void> =>
  new Promise((told) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told());
  });
