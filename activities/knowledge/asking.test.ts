import { expect, test } from '@jest/globals';
import { formOf } from './asking.ts';

test.each([
  ['Can I get it in black?', 1, 0],
  ['Hello, do you deliver on Sundays?', 1, 1],
  ['How do I reset my password?', 0, 0],
  ['I lost my card', 0, 0],
  ["It is the third time that I've lost it", 0, 0],
  ['What does Twin cost when I am away?', 0, 1],
  ['May I drive to Oslo?', 1, 1],
  ['Where do I see my PIN?', 0, 1],
  ['It is broken. What now?', 0, 0],
  // Put into English from another language, it is a list of words.
  ['cost delivery', 0, 0],
  ['', 0, 0],
])('"%s": to be confirmed %d, named %d', (question, yesNo, named) => {
  expect(formOf(question)).toEqual({ yesNo, named });
});
