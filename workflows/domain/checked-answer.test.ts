/** What of a model's answer is said, by what it stands on. */
import { describe, expect, test } from '@jest/globals';
import { checkedAnswer } from './checked-answer.ts';
import type { ChatMessage, Passage } from './turn.ts';

const passage = (n: number, title: string, text: string) => ({ n, title, section: '', text }) as Passage;
const PASSAGES = [
  passage(1, 'Returns', 'Items bought on sale can be returned within 30 days. We refund the price that you paid to your card.'),
  passage(
    2,
    'Delivery',
    'Standard delivery takes two to four working days and costs 4.95 euros. Above 1,000 euros it is free. See https://shop.example/delivery.',
  ),
];
const SYSTEM =
  'You are Fern, the AI assistant that answers visitors of Fernwood. Answer only from the numbered sources below, briefly.\n\nSources:\n\n[1] …';

const check = (
  text: string,
  { passages = PASSAGES, question = 'Can I return order FW-1042?', tools = [] as string[], sites = [] as string[] } = {},
) => {
  const messages: ChatMessage[] = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: question },
    ...tools.map((content): ChatMessage => ({ role: 'tool', content, toolCallId: 'c1' })),
  ];
  return checkedAnswer(text, { messages, passages, question, sites });
};
const said = (text: string, used: number[], dropped = 0) => ({ type: 'said', text, used, dropped });
const UNSUPPORTED = { type: 'unsupported' };

describe('says what stands in the sources', () => {
  test.each([
    ['Yes, within 30 days [1].', [1]],
    ['You can return sale items within thirty days. [1] Delivery takes 2 to 4 working days.[2]', [1, 2]],
    ['You get back the price that you paid [1]. Happy to help!', [1]],
    ['- Return it within 30 days [1]\n- The price is refunded to your card [1]', [1]],
    ['Delivery costs 4,95 € and is free above 1000 € [2].', [2]],
    ['Order FW-1042 can be returned within 30 days [1].', [1]],
    ['Items bought on sale can be returned within 30 days.', [1]],
  ])('%s', (text, used) => expect(check(text)).toMatchObject({ type: 'said', used, dropped: 0 }));

  test('also in another language than theirs', () => {
    expect(check('Ja, Sie können reduzierte Ware innerhalb von 30 Tagen zurückgeben [1].')).toMatchObject({ type: 'said', used: [1] });
    expect(check('セール品は30日以内に返品できます [1]。')).toMatchObject({ type: 'said', used: [1] });
    expect(check('Ja, Sie können reduzierte Ware innerhalb von 90 Tagen zurückgeben [1].')).toEqual(UNSUPPORTED);
  });

  test('and what a tool said in this turn', () => {
    const tools = ['{"order":"FW-1042","state":"on its way","arrives":"12 May"}'];
    expect(check('Order FW-1042 is on its way and arrives on 12 May.', { tools })).toMatchObject({ type: 'said', used: [] });
    expect(check('Order FW-1042 arrives on 13 May.', { tools })).toEqual(UNSUPPORTED);
    expect(check('Done.', { tools, passages: [] })).toMatchObject({ type: 'said', text: 'Done.' });
  });

  test('a question back claims nothing', () => {
    expect(check('Which item do you want to return?')).toMatchObject({ type: 'said', used: [] });
  });
});

describe('drops a sentence', () => {
  test.each([
    ['with a number that is in none', 'Return it within 30 days [1]. We refund the price within 5 days [1]. The price goes to your card [1].'],
    ['about something else', 'Return it within 30 days [1]. Elephants enjoy swimming across tropical rivers [1]. The price goes to your card [1].'],
    ['that cites what is not there', 'Return it within 30 days [1]. The price is refunded [7]. The price goes to your card [1].'],
    [
      'that cites nothing',
      'Return it within 30 days [1]. Our founder personally guarantees lifetime replacement everywhere. The price goes to your card [1].',
    ],
  ])('%s', (_which, text) => expect(check(text)).toEqual(said('Return it within 30 days [1]. The price goes to your card [1].', [1], 1)));

  test('with its line of a list', () => {
    const list = 'You can:\n\n- return items within 30 days [1]\n- get 50 % off [1]\n- have the price refunded to your card [1]';
    expect(check(list)).toEqual(said('You can:\n\n- return items within 30 days [1]\n- have the price refunded to your card [1]', [1], 1));
  });
});

describe('says nothing', () => {
  test.each([
    ['of an answer that mostly does not stand', 'Return it within 30 days [1]. Shipping to Mars takes 9 years [2]. It costs 400 euros [2].'],
    ['when no source is used', 'Of course, everything is possible for such a good customer as you.'],
    ['when a number is the visitor’s own', 'Yes, you have 60 days [1].'],
  ])('%s', (_which, text) => expect(check(text, { question: 'Do I have 60 days?' })).toEqual(UNSUPPORTED));
});
