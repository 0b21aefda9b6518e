import { expect, test } from '@jest/globals';
import { visitorLocale } from './visitor-locale.ts';

test.each([
  ['Wo ist mein Paket?', 'de'],
  ['Rückgabe', 'de'],
  ['Où est mon colis ?', 'fr'],
  ['¿Dónde está mi paquete?', 'es'],
  ['Dov’è il mio pacco?', 'it'],
  ['Waar blijft mijn pakket?', 'nl'],
  ['Onde está a minha encomenda?', 'pt'],
  ['Where is my parcel?', 'en'],
  ['Gdzie jest moja paczka i czy jest już w drodze?', 'it'],
  ['FW-1042', 'it'],
])('%s: %s', (text, locale) => expect(visitorLocale([text], 'it')).toBe(locale));

test('what says nothing of its language is spoken to as the message before it', () => {
  expect(visitorLocale(['FW-1042', 'Wo ist die Bestellung, die ich im Mai aufgegeben habe?'], 'fr')).toBe('de');
});
