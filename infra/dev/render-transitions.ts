/** `node infra/dev/render-transitions.ts` writes `docs/transitions.md`: the table of legal moves, read out of the function that decides them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.ts';
import { afterMove, MODES, MOVE_ENTRY, MOVES, STATUSES, type Move } from '../../workflows/domain/conversation.ts';

export const TRANSITIONS = join(root, 'docs', 'transitions.md');

const WHO: Record<Move, string> = {
  takeOver: 'an agent',
  returnToAssistant: 'an agent',
  resolve: 'an agent; the clock, when the visitor has been silent',
  reopen: 'an agent; a message of the visitor',
  escalate: 'the assistant',
  end: 'the clock',
  pause: 'an agent',
  resume: 'an agent',
};

const HEAD = `# Where a conversation may go

Rendered from \`afterMove\` in \`workflows/domain/conversation.ts\` by \`node infra/dev/render-transitions.ts\`; a test holds both together.
A row is where the conversation stands, a column the move, a cell where it leads. A dash is a move that is refused, and the refusal names the state it met.
An agent who has taken over keeps others from taking over too. Each move is one entry of the log, one event and one row of the audit.
`;

export function renderTransitions(): string {
  const rows = MODES.flatMap((mode) =>
    STATUSES.map((status) => {
      const cells = MOVES.map((move) => {
        const to = afterMove({ mode, status, since: 0, takenBy: null }, move, 'usr_');
        return to ? `${to.mode} ${to.status}` : '-';
      });
      return `| **${mode} ${status}** | ${cells.join(' | ')} |`;
    }),
  );
  const table = [`| | ${MOVES.join(' | ')} |`, `|${' --- |'.repeat(MOVES.length + 1)}`, ...rows];
  const moves = MOVES.map((move) => `| \`${move}\` | \`${MOVE_ENTRY[move]}\` | ${WHO[move]} |`);
  return [HEAD, ...table, '', '| Move | Entry | By |', '| --- | --- | --- |', ...moves, ''].join('\n');
}

if (import.meta.main) writeFileSync(TRANSITIONS, renderTransitions());
