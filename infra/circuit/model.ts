/** A model behind a breaker: while its provider is known to be down, a draft is refused at once with the time to wait. */
import type { Model } from '../ports/model.ts';
import { CircuitOpen, type Breaker } from './breaker.ts';

/** Ended by us. */
const HARMLESS = ['aborted'];

export const saysNothingOfTheProvider = (error: unknown): boolean => HARMLESS.includes((error as { kind?: string }).kind ?? '');

export const guardedModel = (model: Model, circuit: Breaker): Model => ({
  name: model.name,
  generative: model.generative,
  async draft(request, options) {
    try {
      return await circuit.run(() => model.draft(request, options));
    } catch (error) {
      if (error instanceof CircuitOpen) throw new ModelResting(error.restMs);
      throw error;
    }
  },
});

/** In the terms of `activities/failures.ts`, which looks at name and kind. */
class ModelResting extends Error {
  override readonly name = 'ModelFault';
  readonly kind = 'unavailable';
  /** True: the provider was not asked. */
  readonly resting = true;
  readonly retryAfterMs: number;
  constructor(restMs: number) {
    super('The model failed: unavailable.');
    this.retryAfterMs = Math.max(1_000, restMs);
  }
}
