/** The switch of the assistant: whether it answers, and how far the operation is that moves it. */
import { body, type Client } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import type { Assistant } from '#lib/api/types.ts';
import { newId } from './new-id.ts';

/** While an operation runs, and else: a colleague or an operator may move the switch too, ms. */
const WATCH_MS = 1_000;
const LOOK_MS = 20_000;

export class AssistantState {
  current = $state.raw<Assistant | null>(null);
  problem = $state.raw<Problem | null>(null);
  moving = $state(false);
  readonly #client: Client;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The operation that is not through yet. */
  get running() {
    const operation = this.current?.operation;
    return operation && operation.endedAt === null ? operation : null;
  }

  start(): void {
    void this.#look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.current = null;
  }

  /** @throws {Problem} when it was not heard */
  async move(wish: 'pause' | 'resume'): Promise<void> {
    this.moving = true;
    try {
      await body(this.#client.POST(`/assistant/${wish}`, { params: { header: { 'Idempotency-Key': newId() } } }));
      await this.#look();
    } catch (cause) {
      throw asProblem(cause);
    } finally {
      this.moving = false;
    }
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.current = await body(this.#client.GET('/assistant'));
      this.problem = null;
    } catch (cause) {
      this.problem = asProblem(cause);
    }
    this.#timer = setTimeout(() => void this.#look(), this.running ? WATCH_MS : LOOK_MS);
  }
}
