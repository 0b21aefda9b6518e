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

  test.each([
    ['My number is 0301234567.', 'My number is [phone number].'],
    ['0301234567 ist meine Nummer', '[phone number] ist meine Nummer'],
    ['Call me: 0301234567.', 'Call me: [phone number].'],
    ['You can reach me on 02079460958 tomorrow', 'You can reach me on [phone number] tomorrow'],
    ['Tel. 030901820100', 'Tel. [phone number]'],
    ['telephone number:0301234567', 'telephone number:[phone number]'],
    ['0301234567 is my phone', '[phone number] is my phone'],
    ['(0301234567) my landline telephone', '([phone number]) my landline telephone'],
    ['Rufen Sie mich bitte unter 0891234567 an', 'Rufen Sie mich bitte unter [phone number] an'],
    ['Meine Telefonnummer lautet 0891234567', 'Meine Telefonnummer lautet [phone number]'],
    ['Appelez-moi au 0123456789', 'Appelez-moi au [phone number]'],
    ['Bel me op 0201234567', 'Bel me op [phone number]'],
    ['Mi teléfono es 0912345678', 'Mi teléfono es [phone number]'],
    // Mobile numbers of a country, whatever stands around them.
    ['01701234567', '[phone number]'],
    ['I am Ada, 07700900123', 'I am Ada, [phone number]'],
    ['About my refund 07700900123', 'About my refund [phone number]'],
    ['Ich bin Ada, 015112345678.', 'Ich bin Ada, [phone number].'],
    ['0612345678', '[phone number]'],
    ['004917012345678', '[phone number]'],
    // Grouped as phone numbers are.
    ['My order has not come, 0170 1234567', 'My order has not come, [phone number]'],
    ['Order FW-1042 of 01.02.2026, call 030/1234567', 'Order FW-1042 of 01.02.2026, call [phone number]'],
    ['Order 0123456789, phone 0301234567', 'Order 0123456789, phone [phone number]'],
    ['Phone 0301234567, order 0123456789', 'Phone [phone number], order 0123456789'],
    ['{"orderId":"012345678901","phone":"0301234567"}', '{"orderId":"012345678901","phone":"[phone number]"}'],
    ['{"phone":"0301234567","order_id":"012345678901"}', '{"phone":"[phone number]","order_id":"012345678901"}'],
  ])('a phone number is told by its word or its form: %j', (text, masked) => expect(discreet(text, redact)).toBe(masked));

  test.each([
    '012345678901',
    '000123456',
    '0012345678',
    'Where is my order 0123456789?',
    'Order number: 012345678',
    'order no. 07700900123',
    'Order #0612345678 please, and call me when it is there',
    'Please call me about my order 0123456789',
    'order 0042-1234-5678 is late',
    'Meine Bestellnummer ist 012345678901.',
    'Bestellung 0123456789, Rechnung 01234567890',
    'ma commande n° 0123456789',
    'My number for the order is 0123456789',
    'Mi número de pedido es 0912345678',
    'Mijn bestelnummer is 0612345678',
    'numero ordine 0312345678',
    'Tracking: 0034043412345',
    'The parcel 034043412345 is lost',
    'Ref. 0170 1234567',
    '{"orderNumber":"0123456789","ean":"012345678905"}',
    '{"order":"0612345678"}',
  ])('the number of an order stays: %j', (text) => expect(discreet(text, redact)).toBe(text));

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
  for (const text of [
    '4'.repeat(16_000),
    '42 '.repeat(5_000),
    'a'.repeat(16_000),
    'DE12 '.repeat(3_000),
    'a@'.repeat(8_000),
    '+1 ('.repeat(4_000),
    '0123456789 '.repeat(1_500),
  ]) {
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
