/** Who works: each process of workers says every few seconds that it lives, and how its dependencies look from there. */
import type { CircuitReport } from './circuit.ts';

/** What a process of workers calls, by the name of its breaker. */
export type Circuits<C> = { model: C; fallback: C; vectors: C; embedder: C; reranker: C };

export type WorkerReport = {
  /** One a process; a restart has a new one. */
  _id: string;
  version: string;
  startedAt: Date;
  /** When it said so last, by its own clock. */
  at: Date;
  circuits: Circuits<CircuitReport>;
};

export interface WorkerStore {
  /** Replaces what this process said before. */
  beat(report: WorkerReport): Promise<void>;
  /** Everything that was said and not forgotten, whether or not its process still lives. */
  all(): Promise<WorkerReport[]>;
  /** At the end of a process. */
  forget(id: string): Promise<void>;
  /** Processes that ended without a word. */
  forgetBefore(at: Date): Promise<void>;
}
