import { expect, test } from '@jest/globals';
import { questionParts } from './question.ts';

test.each([
  ['Can I return a gift?', ['Can I return a gift?']],
  ['Where can I track my order? And how do I cancel it?', ['Where can I track my order', 'And how do I cancel it?']],
  ['How long is the warranty and how do I claim it?', ['How long is the warranty', 'how do I claim it?']],
  ['do you ship to Canada and Mexico?', ['do you ship to Canada and Mexico?']],
  ['Hi! Where is my parcel?', ['Hi! Where is my parcel?']],
  ['returns', ['returns']],
  ['', ['']],
])('%p asks %j', (question, parts) => {
  expect(questionParts(question)).toEqual(parts);
});

test('at most three parts are answered', () => {
  expect(questionParts('How do I pay? How do I return? How do I cancel? How do I complain?')).toHaveLength(3);
});
