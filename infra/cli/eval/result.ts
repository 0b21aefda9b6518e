/** One line of an evaluation: what was found, said and cited, and how long it took. */
import type { Entry } from '../../../workflows/domain/entry.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import type { Question } from './questions.ts';

export type Result = {
  id: Question['id'];
  /** Documents handed to the model, best first, each with its best passage's score. */
  retrieved: { path: string; score: number }[];
  /** What the visitor read: the reply, or the notice of the handover. */
  answer: string;
  citations: string[];
  /** `refuse`: the product did not take the question at all (too long, blank). */
  outcome: 'answer' | 'escalate' | 'refuse';
  /** From sending to the first piece of the answer; null when nothing was streamed. */
  firstTokenMs: number | null;
  totalMs: number;
};

type Timed = Pick<Result, 'firstTokenMs' | 'totalMs'>;

/** @param pathOf the path of a document's id */
export function resultOf(id: Question['id'], entry: Entry, turn: Turn | null, pathOf: (documentId: string) => string, times: Timed): Result {
  const best = new Map<string, number>();
  for (const { documentId, score } of turn?.passages ?? []) {
    const path = pathOf(documentId);
    best.set(path, Math.max(score, best.get(path) ?? -Infinity));
  }
  return {
    id,
    retrieved: [...best].map(([path, score]) => ({ path, score })).sort((a, b) => b.score - a.score),
    answer: entry.body.text,
    citations: [...new Set((entry.body.citations ?? []).map(({ documentId }) => pathOf(documentId)))],
    outcome: entry.kind === 'message' ? 'answer' : 'escalate',
    ...times,
  };
}
