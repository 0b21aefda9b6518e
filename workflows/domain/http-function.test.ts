import { expect, test } from '@jest/globals';
import { callOfFunction, faultOfFunctionUrl, faultOfHeader, soundsLikeOurId, withSecret } from './http-function.ts';
import type { Parameters } from './turn.ts';

const parameters: Parameters = {
  type: 'object',
  properties: { order: { type: 'string' }, full: { type: 'boolean' } },
  required: ['order'],
  additionalProperties: false,
};
const ORDER = 'https://api.shop.example/orders/{order}';

test.each([ORDER, 'https://api.shop.example/orders?of={order}&sort=asc', 'https://api.shop.example:8443'])('%s may be called', (url) =>
  expect(faultOfFunctionUrl({ url, parameters })).toBeNull(),
);

test.each([
  ['http://api.shop.example/{order}', /https/],
  ['https://{order}.shop.example/', /path or the query/],
  ['https://{order}@shop.example/', /path or the query/],
  ['https://shop.example:{order}/', /path or the query/],
  ['https://api.shop.example/{full}', /required/],
  ['https://api.shop.example/{}', /required/],
  ['https://api.shop.example/{order', /brace/],
  ['https://api.shop.example/#{order}', /#/],
  ['https://169.254.169.254/latest/{order}', /number/],
  ['https://localhost/{order}', /public name/],
  ['https://vault.internal/{order}', /private/],
])('%s may not', (url, says) => expect(faultOfFunctionUrl({ url, parameters })).toMatch(says));

test('an argument stays in its place', () => {
  const at = (order: string) => callOfFunction({ method: 'GET', url: ORDER, parameters }, { order, full: true })?.url ?? null;
  expect(at('A 1/../../admin?x=1#y@evil.example')).toBe(
    'https://api.shop.example/orders/A%201%2F..%2F..%2Fadmin%3Fx%3D1%23y%40evil.example?full=true',
  );
  expect(['..', '.', '', ' .. '].map(at)).toEqual([null, null, null, null]);
});

test('what the address does not name is the body of a POST', () => {
  expect(callOfFunction({ method: 'POST', url: ORDER, parameters }, { order: 'A-1', full: false })).toEqual({
    url: 'https://api.shop.example/orders/A-1',
    body: '{"full":false}',
  });
});

test('a secret and its place belong together', () => {
  const secret = 'function-shop' as const;
  expect(faultOfHeader({ value: 'Bearer {secret}', secret })).toBeNull();
  expect(faultOfHeader({ value: 'plain', secret: null })).toBeNull();
  expect(faultOfHeader({ value: 'Bearer {secret}', secret: null })).not.toBeNull();
  expect(faultOfHeader({ value: 'plain', secret })).not.toBeNull();
  expect(withSecret({ value: 'Bearer {secret}' }, "$&$'")).toBe("Bearer $&$'");
});

test('names of our ids are told from theirs', () => {
  expect(['id', 'orderId', 'visitor_id', 'tenant'].every(soundsLikeOurId)).toBe(true);
  expect(['order', 'paid', 'video'].some(soundsLikeOurId)).toBe(false);
});
