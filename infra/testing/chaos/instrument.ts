/**
 * Puts crash points and failures between the parts of one process of the product: every effect can die just before or just
 * after it happens. Loaded by `process.ts` only, so no build of the product knows of it.
 */
import type { Parts } from '../../cli/compose/parts.ts';

/** Port and method: `entries.append`. */
export type Effect = string;
export type Order =
  | { type: 'crash'; effect: Effect; when: 'before' | 'after' }
  | { type: 'disarm' }
  /** The effect fails, or takes long, from now until `clear`. */
  | { type: 'fail'; effect: Effect }
  | { type: 'slow'; effect: Effect; ms: number }
  | { type: 'clear' };

/** What api and worker do to the outside, one after the other in the way of a message. */
export const EFFECTS: Record<'api' | 'worker', readonly Effect[]> = {
  api: [
    ...['entries.append', 'entries.markRung', 'conversations.project', 'engine.ring', 'engine.command', 'bus.publish'],
    ...['answers.begin', 'answers.finish'],
  ],
  worker: [
    ...['entries.appendAfter', 'entries.after', 'conversations.project', 'turns.open', 'turns.get', 'turns.update'],
    ...['turns.addStep', 'effects.begin', 'effects.finish', 'usage.add', 'usage.settle'],
    ...['vectors.search', 'model.draft', 'entries.byKey', 'bus.publish'],
  ],
};

export type Controls = { obey(order: Order): void };

/** @param die ends the process as a power cut would */
export function instrument(role: 'api' | 'worker', parts: Parts, die: () => void): { parts: Parts; controls: Controls } {
  let armed: Extract<Order, { type: 'crash' }> | null = null;
  const failing = new Set<Effect>();
  const slow = new Map<Effect, number>();
  const pass = async (effect: Effect, when: 'before' | 'after'): Promise<void> => {
    if (armed?.effect !== effect || armed.when !== when) return;
    die();
    await new Promise(() => {}); // dead already, though the signal may take an instant
  };
  const around =
    <A extends unknown[], R>(effect: Effect, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const waitMs = slow.get(effect);
      if (waitMs) await new Promise((soon) => setTimeout(soon, waitMs));
      if (failing.has(effect)) throw new Error(`${effect} is down, says the harness.`);
      await pass(effect, 'before');
      const result = await call(...args);
      await pass(effect, 'after');
      return result;
    };
  const ports: Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>> = parts as never;
  const wrapped: Record<string, unknown> = { ...parts };
  for (const effect of EFFECTS[role]) {
    const [port, method] = effect.split('.') as [string, string];
    const target = (wrapped[port] === ports[port] ? Object.create(ports[port]!) : wrapped[port]) as Record<string, unknown>;
    target[method] = around(effect, ports[port]![method]!.bind(ports[port]));
    wrapped[port] = target;
  }
  return {
    parts: wrapped as Parts,
    controls: {
      obey(order) {
        if (order.type === 'crash') armed = order;
        else if (order.type === 'disarm') armed = null;
        else if (order.type === 'fail') failing.add(order.effect);
        else if (order.type === 'slow') slow.set(order.effect, order.ms);
        else {
          failing.clear();
          slow.clear();
        }
      },
    },
  };
}
