/** The buttons of a conversation agree with the moves that the domain allows. */
import { expect, test } from '@jest/globals';
import { MODES, STATUSES, afterMove, type Move as DomainMove } from '../../../../workflows/domain/conversation.ts';
import { MOVES, agentInCharge, movesFrom, whoAnswers, type Move } from './standing.ts';

const DOMAIN: Record<Move, DomainMove> = {
  'take-over': 'takeOver',
  return: 'returnToAssistant',
  pause: 'pause',
  resume: 'resume',
  resolve: 'resolve',
  reopen: 'reopen',
};

test('a button is offered exactly where its move is legal', () => {
  for (const status of STATUSES)
    for (const mode of MODES)
      for (const takenBy of [null, 'usr_me', 'usr_other'] as const) {
        if (takenBy && mode !== 'human') continue; // only a person's conversation is taken
        const legal = MOVES.filter((move) => afterMove({ status, mode, takenBy, since: 1 }, DOMAIN[move], 'usr_me'));
        expect({ status, mode, takenBy, moves: movesFrom({ status, mode, takenBy }).toSorted() }).toEqual({
          status,
          mode,
          takenBy,
          moves: legal.toSorted(),
        });
      }
});

test('the header says who answers', () => {
  const human = { status: 'escalated', mode: 'human' } as const;
  expect(whoAnswers({ ...human, takenBy: null }, 'usr_me', null)).toBe('Waiting for a person');
  expect(whoAnswers({ ...human, takenBy: 'usr_me' }, 'usr_me', 'Nora')).toBe('You answer');
  expect(whoAnswers({ ...human, takenBy: 'usr_tom' }, 'usr_me', 'Tom')).toBe('Tom answers');
  expect(whoAnswers({ status: 'unresolved', mode: 'ai', takenBy: null }, 'usr_me', null)).toBe('The assistant answers');
});

test('the agent in charge is the last one of the log', () => {
  const by = (kind: 'takenOver' | 'message' | 'resolved', name: string) => ({ kind, author: { type: 'agent' as const, name } });
  const log = [by('takenOver', 'Nora'), by('takenOver', 'Tom'), by('resolved', 'Ada')];
  expect(agentInCharge(log)).toBe('Tom');
  expect(agentInCharge([])).toBeNull();
});
