/** Every caller of the outside against every address that leads inside: nothing is connected to, and nobody learns what is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { isIP, type AddressInfo, type LookupFunction } from 'node:net';
import type { ModelRequest } from '../../../workflows/domain/turn.ts';
import { faultOfOutsideAddress } from '../../../workflows/domain/outside-address.ts';
import { guardedAgents } from '../../egress/agents.ts';
import { egress, type Egress } from '../../egress/egress.ts';
import { openIdConnect } from '../../identity/open-id-connect.ts';
import { openAiModel } from '../../openai/model.ts';
import { takeAttempts, takeStrangers } from '../connects.ts';
import { ADDRESSES, NAMES, ODD } from '../corpora/ssrf-targets.ts';

const TARGETS = [...ADDRESSES, ...ODD, ...Object.keys(NAMES).map((name) => `https://${name}/v1`)];
const PUBLIC = '93.184.216.34';

/** The DNS of these tests. A name that is asked for again may have moved. */
const moved = new Map<string, string[]>();
const lookup: LookupFunction = (name, options, answer) => {
  const addresses = (moved.get(name) ?? NAMES[name] ?? []).map((address) => ({ address, family: isIP(address) }));
  const unknown = Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
  if (addresses.length === 0) setImmediate(() => answer(unknown, '', 0));
  else if (options.all) setImmediate(() => answer(null, addresses));
  else setImmediate(() => answer(null, addresses[0]!.address, addresses[0]!.family));
};

/** A server that was declared, and sends whoever asks it on: by a redirect, and by what it says of itself as a provider. */
let declared: Server;
let url: string;
let calls = 0;
beforeAll(async () => {
  declared = createServer((asked, response) => {
    calls++;
    const target = decodeURIComponent(asked.url!.split('to=')[1] ?? '');
    if (asked.url!.startsWith('/redirect')) return response.writeHead(302, { location: encodeURI(target) }).end();
    const issuer = `${url}${asked.url!.replace('/.well-known/openid-configuration', '')}`;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ issuer, authorization_endpoint: `${url}/in`, token_endpoint: target, jwks_uri: target, userinfo_endpoint: target }));
  });
  await new Promise<void>((listening) => declared.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(declared.address() as AddressInfo).port}`;
});
afterAll(() => {
  declared.close();
  declared.closeAllConnections();
});

const LIMITS = { maxBytes: 1_000, totalMs: 60_000 };
const question = { messages: [], question: '', tools: [], floor: 0, passages: [{ score: 1 }] } as unknown as ModelRequest;
const openId = (issuer: string, outside: Egress) =>
  openIdConnect({ issuer, clientId: 'parley', clientSecret: 'secret', name: 'ID', egress: outside });

/** [who calls, how, how often the declared server may be asked meanwhile] */
const CALLERS: [caller: string, call: (target: string) => Promise<unknown>, hops: number][] = [
  ['the client, as tools and webhooks call it', (target) => egress({ lookup }).fetch(LIMITS)(target, { method: 'POST', body: '{}' }), 0],
  [
    'a page that redirects',
    (target) => egress({ lookup, trusted: [url] }).fetch({ ...LIMITS, redirects: 3 })(`${url}/redirect?to=${encodeURIComponent(target)}`),
    1,
  ],
  [
    'the model of an address that a tenant gave',
    (target) =>
      openAiModel({ apiKey: 'key', baseURL: target, model: 'm', egress: egress({ lookup }) }).draft(question, {
        signal: new AbortController().signal,
        onToken: () => undefined,
      }),
    0,
  ],
  ['single sign-on, its issuer', (target) => openId(target, egress({ lookup })).begin('https://here.example/callback'), 0],
  [
    'single sign-on, the token endpoint that an issuer names',
    (target) =>
      openId(`${url}/to=${encodeURIComponent(target)}`, egress({ lookup, trusted: [url] })).finish(
        new URL('https://here.example/callback?code=c&state=s'),
        {
          state: 's',
          nonce: 'n',
          verifier: 'v'.repeat(43),
        },
      ),
    1,
  ],
];

let report: string[] = [];
beforeEach(() => void takeAttempts());
afterAll(() => console.info(`${TARGETS.length} targets x ${CALLERS.length} callers: ${report.length === 0 ? 0 : report.join(', ')} connects`));

describe.each(CALLERS)('%s', (caller, call, hops) => {
  test(`connects to none of ${TARGETS.length} targets, and says the same of all that can be looked up`, async () => {
    const said = new Map<string, string[]>();
    for (const target of TARGETS) {
      calls = 0;
      const fault = await call(target).then(
        () => 'it was answered',
        (error: Error & { kind?: string }) => `${error.name} ${error.kind ?? ''}: ${error.message}`,
      );
      expect({ target, fault, calls: calls <= hops }).toEqual({ target, fault: expect.not.stringContaining('answered'), calls: true });
      if (URL.canParse(target) && /^https:/.test(target)) said.set(fault, [...(said.get(fault) ?? []), target]);
    }
    const inside = takeAttempts().filter((attempt) => !url.endsWith(attempt));
    report = [...report, ...inside.map((attempt) => `${caller} to ${attempt}`)];
    expect(inside).toEqual([]);
    // One fault for all: neither an open port, nor a name that exists, nor our own refusal can be told from the rest.
    expect([...said.entries()].slice(1)).toEqual([]);
    expect([...said.keys()].join()).not.toMatch(/private|meta|ENOTFOUND|\d+\.\d+/i);
  });
});

test('what a tenant saves is refused by its text, but for names that nobody can judge by theirs', () => {
  for (const target of [...ADDRESSES, ...ODD]) expect([target, faultOfOutsideAddress(target)]).toEqual([target, expect.any(String)]);
});

test('sockets ask by themselves, also for a number that no lookup is asked for', async () => {
  for (const host of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '0.0.0.0', '::1', '::ffff:127.0.0.1', '64:ff9b::a00:1', 'fd00:ec2::254']) {
    const refusal = await new Promise<Error>((refused) =>
      request({ host, port: 443, path: '/', agent: guardedAgents().https }).on('error', refused).end(),
    );
    expect(refusal.message).toMatch(/not allowed/);
  }
  expect(takeAttempts()).toEqual([]);
});

describe('a name that moves', () => {
  const fetched = (name: string): Promise<unknown> =>
    egress({ lookup })
      .fetch(LIMITS)(`https://${name}/`)
      .catch((error: Error) => error.message);

  test('is judged where it is now, not where it was when somebody looked', async () => {
    moved.set('rebinds.example.com', [PUBLIC]);
    await fetched('rebinds.example.com');
    // The guard lets a public address through; what stops it is that tests reach no other machine.
    expect([takeStrangers(), takeAttempts()]).toEqual([[PUBLIC], []]);
    moved.set('rebinds.example.com', ['127.0.0.1']);
    await fetched('rebinds.example.com');
    expect([takeStrangers(), takeAttempts()]).toEqual([[], []]);
  });

  test('is refused when any of its addresses is inside', async () => {
    moved.set('both.example.com', [PUBLIC, '10.0.0.1']);
    await fetched('both.example.com');
    expect([takeStrangers(), takeAttempts()]).toEqual([[], []]);
  });
});
