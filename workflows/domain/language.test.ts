import { expect, test } from '@jest/globals';
import { languageOf } from './language.ts';

test.each([
  ['en', 'You can send a parcel back within 30 days. The refund is paid to your card.'],
  ['de', 'Sie können ein Paket innerhalb von 30 Tagen zurückgeben. Das Geld wird auf die Karte erstattet.'],
  ['fr', 'Vous pouvez renvoyer un colis dans les 30 jours. Le remboursement est versé sur votre carte.'],
  ['es', 'Puede devolver un paquete en un plazo de 30 días. El reembolso se abona en su tarjeta.'],
  ['it', 'Puoi restituire un pacco entro 30 giorni. Il rimborso è accreditato sulla tua carta e non costa nulla.'],
  ['pt', 'Você pode devolver uma encomenda em 30 dias. O reembolso é pago no seu cartão e não tem custo.'],
  ['nl', 'Je kunt een pakket binnen 30 dagen terugsturen. Het geld wordt op de kaart teruggestort.'],
  ['pl', 'Paczkę można zwrócić w ciągu 30 dni. Zwrot jest wypłacany na kartę i nie kosztuje.'],
  ['sv', 'Du kan skicka tillbaka ett paket inom 30 dagar. Det är inte dyrt att få pengarna till kortet.'],
  ['ja', '30日以内に荷物を返送できます。返金はカードに支払われます。'],
  ['zh', '您可以在三十天内退回包裹。退款将支付到您的卡上。'],
  ['ru', 'Посылку можно вернуть в течение 30 дней. Деньги вернутся на карту.'],
  ['uk', 'Посилку можна повернути протягом 30 днів. Гроші повернуться на вашу картку її власнику.'],
  ['ar', 'يمكنك إعادة الطرد خلال ثلاثين يوما.'],
])('%s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test.each([
  ['nothing', ''],
  ['signs', '404 – 12.50 €'],
  ['names and numbers', 'Fernwood Ridge 40 GTX, Halden Pro 2, ERR-4012, SKU-9981, Trailhead Max'],
])('%s have no language', (_name, text) => {
  expect(languageOf(text)).toBeNull();
});

test('a word of another language does not change it', () => {
  expect(languageOf('The word “Kindergarten” is German, and you can use it in English too. 日本')).toBe('en');
});
