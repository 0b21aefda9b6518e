/** The table of moves in the documents is the one that the code obeys. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { renderTransitions, TRANSITIONS } from '../../dev/render-transitions.ts';

test('docs/transitions.md is what the pure function says', () => {
  expect(readFileSync(TRANSITIONS, 'utf8')).toBe(renderTransitions());
});
