/** What a turn reads from the log's projection: whether the assistant owes an answer, and to what. */
import { owedSeqs, type Conversation, type Standing } from './conversation.ts';

/** Last seq of the log, the visitor's messages still owed, and where the conversation stands. */
export type Owed = Standing & { upTo: number; answers: number[]; needsReply: boolean };

export function owed(view: Conversation): Owed {
  const answers = owedSeqs(view);
  const { mode, status, since, takenBy } = view;
  return { mode, status, since, takenBy, upTo: view.projectedSeq, answers, needsReply: answers.length > 0 && mode === 'ai' && status !== 'resolved' };
}
