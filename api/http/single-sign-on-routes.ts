/** Signing in with the account of another provider. An account there is linked by a verified address only, and to an account that exists. */
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import type { SignOnAttempt, SingleSignOn } from '../../infra/ports/single-sign-on.ts';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import { notFound, Problem, tenantSuspended, wrongCredentials } from '../../workflows/domain/errors.ts';
import type { UserId } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { SignInMethods } from '../protocol/people.ts';
import { enter, noteRefusal, takeSignIn } from './enter.ts';
import { anyone, route } from './route.ts';

const COOKIE = 'parley_sign_on';
const PATH = '/api/v1/auth/single-sign-on';
/** How long somebody may take at the provider, ms. */
const ATTEMPT_MS = 600_000;

/** Why somebody came back without a session; the sign-in page says it in words. */
type Refusal = 'failed' | 'unverified' | 'noAccount' | 'suspended';

const methods = route({
  name: 'signInMethods',
  method: 'get',
  path: '/auth/methods',
  summary: 'In which ways one can sign in here',
  policy: anyone('The sign-in page asks before anybody is signed in.'),
  reply: SignInMethods,
  handle: async (_call, { singleSignOn, signUpOpen }) => ({ singleSignOn: singleSignOn?.name ?? null, signUp: signUpOpen }),
});

const start = route({
  name: 'beginSingleSignOn',
  method: 'get',
  path: '/auth/single-sign-on/start',
  status: 302,
  summary: 'Sends the browser to the provider',
  policy: anyone('This is where a credential comes from.'),
  async handle({ request, response }, deps) {
    const provider = mustHave(deps);
    await takeSignIn(deps, null, request);
    const { url, attempt } = await provider.begin(redirectUri(deps));
    const sealed = deps.sealer.seal(JSON.stringify({ ...attempt, until: deps.now().getTime() + ATTEMPT_MS }), COOKIE);
    // Lax, not strict: the way back from the provider begins on its page.
    response.cookie(COOKIE, sealed, { httpOnly: true, sameSite: 'lax', secure: deps.secureCookies, path: PATH, maxAge: ATTEMPT_MS });
    response.redirect(302, url);
  },
});

const finish = route({
  name: 'finishSingleSignOn',
  method: 'get',
  path: '/auth/single-sign-on/callback',
  status: 302,
  summary: 'Where the provider sends the browser back to',
  policy: anyone('The answer of the provider is the credential; state, nonce and PKCE bind it to this browser.'),
  async handle({ request, response }, deps) {
    const provider = mustHave(deps);
    await takeSignIn(deps, null, request);
    const attempt = attemptOf(request, deps);
    response.clearCookie(COOKIE, { path: PATH });
    const who = attempt ? await personOf(deps, provider, cameBackTo(request, deps), attempt) : 'failed';
    if (!who.startsWith('usr_')) {
      noteRefusal(deps, null, request);
      return toSignIn(response, `?refused=${who}`);
    }
    const entered = await enter(deps, { userId: who as UserId, how: 'singleSignOn' }, { request, response }).catch(asRefusal);
    if (typeof entered === 'string') return toSignIn(response, `?refused=${entered}`);
    // Behind a #: what stands there reaches no server and no log.
    if (entered.type === 'secondFactor') return toSignIn(response, `#second=${entered.partialToken}`);
    response.redirect(302, '/admin/inbox');
  },
});

/** Why somebody who is known has no way in. */
function asRefusal(error: unknown): Refusal {
  const kind = error instanceof Problem ? error.kind : null;
  if (kind === tenantSuspended.kind) return 'suspended';
  if (kind === wrongCredentials.kind) return 'noAccount';
  throw error;
}

async function personOf(deps: ApiDeps, provider: SingleSignOn, cameBack: URL, attempt: SignOnAttempt): Promise<UserId | Refusal> {
  const outside = await provider.finish(cameBack, attempt).catch((error: unknown) => {
    deps.log.warn({ reason: (error as Error).name }, 'a single sign-on failed');
    return null;
  });
  if (!outside) return 'failed';
  const linked = await deps.identities.find(outside.issuer, outside.subject);
  if (linked) return linked;
  if (!outside.email || !outside.emailVerified) return 'unverified';
  const user = await deps.users.byEmail(outside.email);
  if (!user) return 'noAccount';
  const row = {
    key: deps.mintId('aud'),
    at: deps.now(),
    actor: { type: 'user', id: user._id },
    action: 'identity.linked',
    subject: user._id,
    detail: '',
  } as const;
  await deps.audit.append({ tenantId: PLATFORM }, row);
  if (!user.emailVerifiedAt) await deps.accounts.verifyEmail(user._id, deps.now());
  await deps.identities.link(outside.issuer, outside.subject, user._id, deps.now());
  return user._id;
}

function attemptOf(request: Request, { sealer, now }: ApiDeps): SignOnAttempt | null {
  const opened = sealer.open(parse(request.get('cookie') ?? '')[COOKIE] ?? '', COOKIE);
  const attempt = opened && (JSON.parse(opened) as SignOnAttempt & { until: number });
  return attempt && attempt.until > now().getTime() ? attempt : null;
}

const mustHave = ({ singleSignOn }: ApiDeps): SingleSignOn => {
  if (!singleSignOn) throw notFound();
  return singleSignOn;
};
const redirectUri = ({ publicUrl }: ApiDeps): string => `${publicUrl()}${PATH}/callback`;
const cameBackTo = (request: Request, deps: ApiDeps): URL => new URL(new URL(request.originalUrl, 'http://here').search, redirectUri(deps));
const toSignIn = (response: Response, rest: string): void => response.redirect(302, `/admin/sign-in${rest}`);

export const singleSignOnRoutes = [methods, start, finish];
