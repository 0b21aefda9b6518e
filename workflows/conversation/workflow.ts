/**
 * A conversation from its first message until it has been quiet for long. The log decides; this only acts on it: it rings for
 * turns of the assistant, obeys people's commands, and follows itself with a new run before its history grows long.
 */
import { allHandlersFinished, condition, makeContinueAsNewFunc, setHandler, workflowInfo } from '@temporalio/workflow';
import { entryAppended, MOVE_COMMANDS, snooze, view, type ConversationStart, type MoveCommand } from '../contracts/conversation.ts';
import { meetDeadline } from './deadlines.ts';
import { Talk } from './lifecycle.ts';
import { answerTurn } from './turn.ts';

export async function conversation(start: ConversationStart): Promise<void> {
  const talk = new Talk(start);
  setHandler(entryAppended, (entry) => talk.hear(entry), { description: 'Something was appended to the log: look.' });
  setHandler(view, () => talk.state, { description: 'What this run remembers: numbers and enums.' });
  for (const name of Object.keys(MOVE_COMMANDS) as MoveCommand[]) {
    setHandler(MOVE_COMMANDS[name], (by) => talk.obey(name, by), {
      validator: (by) => talk.mustAllow(name, by),
      description: `An agent's command: ${name}.`,
    });
  }
  setHandler(snooze, (by) => talk.snooze(by), {
    validator: (by) => talk.mustAllowSnooze(by),
    description: "An agent's command: put aside until an hour, or wake.",
  });
  const nextRun = makeContinueAsNewFunc<typeof conversation>({ memo: workflowInfo().memo });

  await talk.load();
  for (let ended = false; !ended;) {
    talk.show();
    if (talk.runIsFull) await nextRun(talk.carryOver()); // nothing is awaited between the check and the leap
    if (talk.owesReopening) await talk.append('reopen', `reopen-${talk.state.heard}`);
    else if (talk.owesAnswer) await answerTurn(talk);
    else if (talk.due) ended = await meetDeadline(talk, talk.due);
    else await talk.rest();
  }
  await condition(allHandlersFinished); // else a command in flight is lost with the run
  if (talk.owesAnswer || talk.owesReopening) await nextRun(talk.carryOver()); // somebody spoke while it closed
}
