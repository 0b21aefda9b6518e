import { describe, expect, test } from '@jest/globals';
import { inContext, questionParts } from './question.ts';

const asks = (question: string): string[] => questionParts(question).map((part) => part.asks);

test.each([
  ['Can I return a gift?', ['Can I return a gift?']],
  ['Where can I track my order? And how do I cancel it?', ['Where can I track my order?', 'And how do I cancel it?']],
  ['How long is the warranty and how do I claim it?', ['How long is the warranty', 'how do I claim it?']],
  ['Wie lange gilt das Angebot? Und was kostet es danach?', ['Wie lange gilt das Angebot?', 'Und was kostet es danach?']],
  ['do you ship to Canada and Mexico?', ['do you ship to Canada and Mexico?']],
  ['Hi! Where is my parcel?', ['Hi! Where is my parcel?']],
  ['returns', ['returns']],
  ['', ['']],
])('%p asks %j', (question, parts) => {
  expect(asks(question)).toEqual(parts);
});

test.each([
  ['If I am overseas, how do I change my PIN?', { asks: 'how do I change my PIN?', told: 'If I am overseas' }],
  ['Hello,\n\nI bought a tent last week.\n\nCan I return it?', { asks: 'Can I return it?', told: 'I bought a tent last week.' }],
  ['How do I cancel? I booked it online.', { asks: 'How do I cancel?', told: 'I booked it online.' }],
])('of %p one thing is asked, the rest is told', (question, part) => {
  expect(questionParts(question)).toEqual([part]);
});

test('at most three parts are answered', () => {
  expect(questionParts('How do I pay? How do I return? How do I cancel? How do I complain?')).toHaveLength(3);
});

describe('a question in its conversation', () => {
  const earlier = ['Hello!', 'How long do the batteries of the remote last?'];

  test.each(['and of the keyboard?', 'Where can I buy them?', 'What about rechargeable ones?', 'price?'])(
    '"%s" leans on the one before',
    (question) => {
      expect(inContext(question, earlier)).toBe(`How long do the batteries of the remote last? ${question}`);
    },
  );

  test.each(['Do you ship abroad?', 'Are you open on Sundays?', 'Can I pay cash?'])('"%s" says who does what, and stands for itself', (question) => {
    expect(inContext(question, earlier)).toBe(question);
  });

  test('what stands for itself is left alone, and so is the first message', () => {
    expect(inContext('How do I cancel my newsletter subscription?', earlier)).toBe('How do I cancel my newsletter subscription?');
    expect(inContext('and of the keyboard?', [])).toBe('and of the keyboard?');
  });

  test('a chain of them goes back to the question that began it, two at most', () => {
    expect(inContext('And in red?', ['Do you sell large tents for families?', 'Is it heavy?'])).toBe(
      'Do you sell large tents for families? Is it heavy? And in red?',
    );
    expect(inContext('And in red?', ['Do you sell large tents for families?', 'Is it heavy?', 'And in blue?'])).toBe(
      'Is it heavy? And in blue? And in red?',
    );
  });
});
