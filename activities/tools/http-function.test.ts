/** A tenant's function: what is sent, what is refused, and that a secret is in nothing that comes back. */
import { describe, expect, test } from '@jest/globals';
import type { HttpFunction } from '../../workflows/domain/http-function.ts';
import { Secret } from '../../workflows/domain/secret.ts';
import { httpTool } from './http-function.ts';
import { ToolRefused, type ToolContext } from './tool.ts';

const VALUE = 'sk-shop-"0123456789"-never-shown';
const STATUS: HttpFunction = {
  name: 'order_status',
  description: 'Where an order is.',
  parameters: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false },
  method: 'GET',
  url: 'https://api.shop.example/orders/{order}',
  headers: [
    { name: 'authorization', value: 'Bearer {secret}', secret: 'function-shop' },
    { name: 'x-shop', value: 'de', secret: null },
  ],
  timeoutMs: 2_000,
  kind: 'read',
};
const CANCEL: HttpFunction = { ...STATUS, name: 'cancel_order', method: 'POST', url: 'https://api.shop.example/cancellations', kind: 'once' };

function aShop(declared: HttpFunction, answer: () => Response | Promise<Response>, secret: string | null = VALUE) {
  const sent: { url: string; init: RequestInit; limits: { totalMs: number } }[] = [];
  const tool = httpTool(
    {
      secrets: { current: async (_scope, name) => (secret && name === 'function-shop' ? new Secret(secret) : null) },
      outside: {
        fetch: (limits) => async (url, init) => {
          sent.push({ url: String(url), init: init!, limits });
          return answer();
        },
      },
    },
    declared,
  );
  const context = { tenantId: 'tnt_a', conversationId: 'cnv_a', effectKey: 'cnv_a/trn_a/tool-1-1', signal: new AbortController().signal };
  return { sent, runs: (order = 'A-1') => tool.run({ order }, context as unknown as ToolContext) };
}

test('reads with the secret in its header, within its time', async () => {
  const { sent, runs } = aShop(STATUS, () => new Response('{"state":"sent"}'));
  expect(await runs()).toEqual({ text: '{"state":"sent"}' });
  expect(sent[0]).toMatchObject({
    url: 'https://api.shop.example/orders/A-1',
    limits: { totalMs: 2_000 },
    init: { method: 'GET', headers: { authorization: `Bearer ${VALUE}`, 'x-shop': 'de', 'parley-conversation': 'cnv_a' } },
  });
  expect(sent[0]!.init.headers).not.toHaveProperty('idempotency-key');
});

test('what acts on the world is named by its key, and not cut off', async () => {
  const { sent, runs } = aShop(CANCEL, () => new Response(null, { status: 204 }));
  expect(await runs()).toEqual({ text: 'Done, without a word.' });
  expect(sent[0]!.init).toMatchObject({ method: 'POST', body: '{"order":"A-1"}', headers: { 'idempotency-key': 'cnv_a/trn_a/tool-1-1' } });
  expect(sent[0]!.init.signal).toBeUndefined();
});

test.each([
  ['plain', (value: string) => `You sent Bearer ${value}.`],
  ['in JSON', (value: string) => JSON.stringify({ you: { sent: value } })],
  ['in an address', (value: string) => `https://api.shop.example/?key=${encodeURIComponent(value)}`],
  ['in base 64', (value: string) => Buffer.from(value).toString('base64')],
])('a system that says the secret back is not passed on: %s', async (_how, echo) => {
  for (const status of [200, 400]) {
    const said = await aShop(STATUS, () => new Response(echo(VALUE), { status }))
      .runs()
      .then(({ text }) => text)
      .catch((error: Error) => error.message);
    expect(said).toContain('[secret]');
    expect(said).not.toMatch(/0123456789|MDEyMzQ1Njc4/);
  }
});

describe('its outcome', () => {
  test.each([302, 400, 404, 409])('%d did nothing, and the model is told', async (status) => {
    const refusal = await aShop(CANCEL, () => new Response('It was sent already.', { status }))
      .runs()
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ToolRefused);
    expect((refusal as Error).message).toBe(`The function refused with ${status}. It said: It was sent already.`);
  });

  test('5xx and silence leave it open', async () => {
    await expect(aShop(CANCEL, () => new Response('', { status: 502 })).runs()).rejects.not.toBeInstanceOf(ToolRefused);
    await expect(aShop(CANCEL, () => Promise.reject(new Error('timeout'))).runs()).rejects.toThrow('timeout');
  });

  test('is done when only the words behind it broke off', async () => {
    const broken = () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) }));
    expect(await aShop(CANCEL, broken).runs()).toEqual({ text: 'Done, without a word.' });
    await expect(aShop(STATUS, broken).runs()).rejects.toThrow('cut');
  });
});

test('nothing is sent without its secret, with one that is no header, or out of its place', async () => {
  const shops = [aShop(STATUS, () => new Response(), null), aShop(STATUS, () => new Response(), 'two\r\nlines'), aShop(STATUS, () => new Response())];
  const refusals = await Promise.all(shops.map((shop, i) => shop.runs(i === 2 ? '..' : 'A-1').catch((error: unknown) => error)));
  for (const refusal of refusals) expect(refusal).toBeInstanceOf(ToolRefused);
  expect(refusals.join()).not.toContain('lines');
  expect(shops.flatMap(({ sent }) => sent)).toEqual([]);
});

test('an address that a rule of today forbids is not called, however it was stored', async () => {
  const { sent, runs } = aShop({ ...STATUS, url: 'https://10.0.0.7/{order}' }, () => new Response());
  await expect(runs()).rejects.toBeInstanceOf(ToolRefused);
  expect(sent).toEqual([]);
});

test('what people cannot see is not passed on', async () => {
  const { runs } = aShop(STATUS, () => new Response('sent\u{E0069}\u{E0067}\u202E.'));
  expect(await runs()).toEqual({ text: 'sent.' });
});
