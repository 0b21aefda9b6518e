/** Who listens on a bus in this process. A listener that throws harms neither the publisher nor the listeners behind it. */
import type { BusEvent, Unsubscribe } from '../ports/event-bus.ts';

export type Listeners<Told = BusEvent> = {
  add(listener: (told: Told) => void): Unsubscribe;
  tell(told: Told): void;
  clear(): void;
};

/** @param onFault told what a listener threw; without it the fault ends here */
export function listeners<Told = BusEvent>(onFault: (fault: unknown) => void = () => {}): Listeners<Told> {
  const entries = new Set<{ hear: (told: Told) => void }>();
  return {
    add(listener) {
      // Wrapped, so that the same function may subscribe twice and each subscription ends on its own.
      const entry = { hear: listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    tell(told) {
      for (const entry of entries) {
        try {
          entry.hear(told);
        } catch (fault) {
          onFault(fault);
        }
      }
    },
    clear: () => entries.clear(),
  };
}
