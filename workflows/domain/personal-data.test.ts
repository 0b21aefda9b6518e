/** Numbers below are the published test numbers of card issuers and of the IBAN registry. */
import { describe, expect, test } from '@jest/globals';
import { discreet, discreetArguments, withoutCards, withoutMarks } from './personal-data.ts';

const redact = { privacy: { redact: true } };

describe('cards', () => {
  test.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    '4242.4242.4242.4242',
    '4242\u00A04242\u00A04242\u00A04242',
    '4242 \u2013 4242 \u2013 4242 \u2013 4242',
    '42\u200B42 4242 4242 4242',
    '4242 4242\n4242 4242',
    '5555 5555 5555 4444',
    '2223 0031 2200 3222',
    '3782 822463 10005',
    '6011 1111 1111 1117',
    '3530 1113 3330 0000',
    '3056 930902 5904',
    '6200 0000 0000 0005',
  ])('%j is masked', (card) => {
    expect(withoutCards(`My card is ${card}, thanks.`)).toBe('My card is [card number], thanks.');
  });

  test('one beside other numbers is found, and they stay', () => {
    expect(withoutCards('Order 1042 4242 4242 4242 4242 12/29 123')).toBe('Order 1042 [card number] 12/29 123');
    expect(withoutCards('{"card":"5555555555554444","n":7}')).toBe('{"card":"[card number]","n":7}');
    expect(withoutCards('4242424242424242 5555555555554444')).toBe('[card number] [card number]');
  });

  test.each([
    '4242 4242 4242 4241',
    '1234567890123456',
    'FW-1042',
    '2026-11-21 22:15:00',
    '+49 170 1234567',
    '99999999999999999999',
    '0.1234567890123456',
    // The article on a shelf: its check digit is another one, and of ten such numbers one passes for a card's all the same.
    '4006381330060',
    'Shelf 4 006381 330060',
  ])('%j stays', (text) => expect(withoutCards(text)).toBe(text));
});

describe('where the tenant wants it', () => {
  test.each([
    ['ada@example.org', '[e-mail address]'],
    ["o'neil+shop@mail.example.co.uk", '[e-mail address]'],
    ['müller@bücher.example', '[e-mail address]'],
    ['DE89 3704 0044 0532 0130 00', '[account number]'],
    ['gb29nwbk60161331926819', '[account number]'],
    ['NO93 8601 1117 947', '[account number]'],
    ['+49 (0) 170 1234567', '[phone number]'],
    ['0044 20 7946 0958', '[phone number]'],
    ['0170 / 123 45 67', '[phone number]'],
    ['030-901820100', '[phone number]'],
    ['(415) 555-0132', '[phone number]'],
    ['4242 4242 4242 4242', '[card number]'],
  ])('%j is masked', (data, mark) => {
    expect(discreet(`Write to ${data} please.`, redact)).toBe(`Write to ${mark} please.`);
    if (mark !== '[card number]') expect(discreet(`Write to ${data} please.`, {})).toBe(`Write to ${data} please.`);
  });

  test.each([
    'It arrived on 01.02.2026 10:30, order FW-1042, for 1,234.56 euros.',
    'Error B-12 at 2026-11-21T22:15:00Z, version 10.4.1, ratio 16:9.',
    'DE89 3704 0044 0532 0130 01 is no account.',
    'Between 9 and 17, from 2024 to 2026, 30 x 40 x 50 cm.',
  ])('%j stays', (text) => expect(discreet(text, redact)).toBe(text));

  test('twice is once', () => {
    const once = discreet('ada@example.org, +49 170 1234567, 4242 4242 4242 4242, DE89 3704 0044 0532 0130 00', redact);
    expect(once).toBe('[e-mail address], [phone number], [card number], [account number]');
    expect(discreet(once, redact)).toBe(once);
  });
});

test('a search is for the words between the marks', () => {
  expect(withoutMarks('I am [e-mail address] and want a refund to [card number].')).toBe('I am and want a refund to .');
  expect(withoutMarks('[card number]')).toBe('[card number]');
  expect(withoutMarks('A  plain   question')).toBe('A  plain   question');
});

test('a page of digits, of letters and of signs is read in no time', () => {
  for (const text of ['4'.repeat(16_000), '42 '.repeat(5_000), 'a'.repeat(16_000), 'DE12 '.repeat(3_000), 'a@'.repeat(8_000), '+1 ('.repeat(4_000)]) {
    expect(discreet(text, redact).length).toBeGreaterThan(0);
  }
});

test.each([
  ['{"card":4242424242424242,"amount":-12.5}', { card: '[card number]', amount: -12.5 }],
  ['{"cards":[4242424242424242,7],"note":"no: 4242 4242 4242 4242, \\"sir\\""}', { cards: ['[card number]', 7], note: 'no: [card number], "sir"' }],
  ['{"order":"A-100"}', { order: 'A-100' }],
])('arguments can be read without their card numbers: %s', (json, read) => {
  expect(JSON.parse(discreetArguments(json, {}))).toEqual(read);
});

test('arguments that were no JSON are masked as they stand', () => {
  expect(discreetArguments('{"card": 4242424242424242', {})).toBe('{"card": [card number]');
});
