/** What somebody asks for by a form, and may be refused. */
import { asProblem } from '#lib/api/problem.ts';

export class Attempt {
  busy = $state(false);
  /** Why the last one was refused, a sentence for whoever asked; null from the next one on. */
  refused = $state<string | null>(null);

  /** Never throws: what `act` throws is why it was refused. */
  async make(act: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.refused = null;
    try {
      await act();
    } catch (cause) {
      this.refused = asProblem(cause).sentence;
    } finally {
      this.busy = false;
    }
  }

  /** The same, as the `onsubmit` of a form. */
  onSubmit(act: () => Promise<unknown>): (event: SubmitEvent) => Promise<void> {
    return (event) => {
      event.preventDefault();
      return this.make(act);
    };
  }
}
