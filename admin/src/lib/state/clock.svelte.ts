/** The time now, ticking twice a minute for whoever shows how long ago something was. */
import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const tick = setInterval(update, 30_000);
  return () => clearInterval(tick);
});

export const clock = {
  get now(): number {
    subscribe();
    return Date.now();
  },
};
