/** Sign-in by a real OpenID Connect provider: linking by verified addresses alone, and nothing that can be replayed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { StaffSession } from '../../../api/protocol/staff.ts';
import { mintId } from '../../ids/mint.ts';
import { call } from '../people.ts';
import { aWorld, type World } from '../world.ts';

let server: Server;
let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
/** Addresses that the provider has not verified. */
const unverified = new Set<string>();

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = await aWorld({
    workers: false,
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'parley', OIDC_CLIENT_SECRET: 'a secret of tests only', OIDC_NAME: 'Fernwood ID' },
  });
  shop = await world.aTenant();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'parley',
        client_secret: 'a secret of tests only',
        redirect_uris: [`${world.url}${CALLBACK}`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !unverified.has(id) }),
    }),
    cookies: { keys: ['a key of tests only'] },
  });
  server.on('request', provider.callback());
});
afterAll(async () => {
  await world.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const START = '/api/v1/auth/single-sign-on/start';
const CALLBACK = '/api/v1/auth/single-sign-on/callback';

/** A browser with a jar of cookies a host, which follows redirects up to a page of ours. */
function aBrowser() {
  const jars = new Map<string, Map<string, string>>();
  const go = async (url: string, form?: Record<string, string>): Promise<{ at: URL; response: Response; text: string }> => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? jars.set(origin, new Map()).get(origin)!;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split(/=(.*)/s) as [string, string];
      if (value && !/expires=Thu, 01 Jan 1970/i.test(cookie)) jar.set(name, value);
      else jar.delete(name);
    }
    return { at: new URL(url), response, text: await response.text() };
  };
  const follow = async (
    url: string,
    form?: Record<string, string>,
    until: (at: URL) => boolean = (at) => at.pathname.startsWith('/admin'),
  ): Promise<{ at: URL; text: string }> => {
    for (let next = url, body = form; ; body = undefined) {
      const { at, response, text } = await go(next, body);
      const to = response.headers.get('location');
      if (!to) return { at, text };
      next = new URL(to, at).href;
      if (until(new URL(next))) return { at: new URL(next), text: '' };
    }
  };
  /** Goes through the pages of the provider as the person with this address. */
  const signInAs = async (address: string, until?: (at: URL) => boolean): Promise<URL> => {
    let { at, text } = await follow(`${world.url}${START}`, undefined, until);
    while (text.includes('name="prompt"')) {
      const prompt = /name="prompt" value="(\w+)"/.exec(text)![1]!;
      const action = new URL(/action="([^"]+)"/.exec(text)![1]!, at).href;
      ({ at, text } = await follow(action, prompt === 'login' ? { prompt, login: address, password: 'any' } : { prompt }, until));
    }
    return at;
  };
  return {
    go,
    signInAs,
    refresh: () => call<StaffSession>(world.url, '/api/v1/auth/refresh', { method: 'POST', headers: { cookie: cookies() } }),
  };
  function cookies(): string {
    return [...(jars.get(world.url) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

test('a verified address opens the account it belongs to, and drops the password that nobody had proven it with', async () => {
  expect(await call(world.url, '/api/v1/auth/methods')).toMatchObject({ body: { singleSignOn: 'Fernwood ID' } });
  const login = await world.aUser(shop.tenantId, 'agent');
  const browser = aBrowser();
  expect((await browser.signInAs(login.email)).pathname).toBe('/admin/inbox');
  expect(await browser.refresh()).toMatchObject({ status: 200, body: { user: { email: login.email }, role: 'agent' } });
  expect(await call(world.url, '/api/v1/auth/sign-in', { method: 'POST', body: login })).toMatchObject({ status: 401 });

  // Linked by the provider's own id: what the address says later changes nothing.
  unverified.add(login.email);
  expect((await aBrowser().signInAs(login.email)).pathname).toBe('/admin/inbox');
});

test('an address that the provider has not verified never links, and a stranger gets no account', async () => {
  const login = await world.aUser(shop.tenantId, 'owner');
  unverified.add(login.email);
  const browser = aBrowser();
  expect((await browser.signInAs(login.email)).search).toBe('?refused=unverified');
  expect(await browser.refresh()).toMatchObject({ status: 401 });
  expect((await aBrowser().signInAs(`${mintId('usr')}@strangers.example`)).search).toBe('?refused=noAccount');
  expect(await world.parts.connection.collection('identities').countDocuments({ userId: (await world.parts.users.byEmail(login.email))!._id })).toBe(
    0,
  );
  expect(await call(world.url, '/api/v1/auth/sign-in', { method: 'POST', body: login })).toMatchObject({ status: 200 });
});

test('somebody whose workspace is switched off learns that, and comes in when it is on again', async () => {
  const closed = await world.aTenant();
  const login = await world.aUser(closed.tenantId, 'agent');
  await world.parts.tenantDesk.setStatus(closed.tenantId, 'suspended');
  expect((await aBrowser().signInAs(login.email)).search).toBe('?refused=suspended');
  await world.parts.tenantDesk.setStatus(closed.tenantId, 'active');
  expect((await aBrowser().signInAs(login.email)).pathname).toBe('/admin/inbox');
});

test("the provider's answer is good in the browser that asked, once, and unchanged", async () => {
  const login = await world.aUser(shop.tenantId, 'agent');
  const victim = aBrowser();
  const back = await victim.signInAs(login.email, (at) => at.pathname === CALLBACK);
  const refused = async (browser: ReturnType<typeof aBrowser>, url: string): Promise<void> => {
    const { response } = await browser.go(url);
    expect(response.headers.get('location')).toBe('/admin/sign-in?refused=failed');
  };
  await refused(aBrowser(), back.href);
  const attacker = aBrowser();
  await attacker.go(`${world.url}${START}`);
  await refused(attacker, back.href);
  const { response } = await victim.go(back.href);
  expect(response.headers.get('location')).toBe('/admin/inbox');
  await refused(victim, back.href);
  const other = aBrowser();
  const changed = await other.signInAs(login.email, (at) => at.pathname === CALLBACK);
  changed.searchParams.set('state', 'another');
  await refused(other, changed.href);
});
