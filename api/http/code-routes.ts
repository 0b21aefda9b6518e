/** Signing in by a code that is mailed, and opening a workspace with an address that a code has proven. */
import { accountExists, notFound, rateLimited, wrongCode } from '../../workflows/domain/errors.ts';
import type { ApiDeps } from '../context.ts';
import { codeMail, makeCode, spendCode } from '../one-time-codes.ts';
import { AskForCode, Challenge, SignUp, SpendCode } from '../protocol/people.ts';
import { SignInReply, StaffSession } from '../protocol/staff.ts';
import { createWorkspace } from '../workspaces.ts';
import { enter, enterWorkspace, noteRefusal, takeSignIn } from './enter.ts';
import { mustBeOurPage } from './refresh-cookie.ts';
import { anyone, route } from './route.ts';

const ask = route({
  name: 'askForCode',
  method: 'post',
  path: '/auth/code',
  summary: 'Mails a one-time code; the answer is the same for unknown addresses',
  policy: anyone('Whoever cannot sign in asks for a code; it goes to the owner of the address alone, and asking is limited.'),
  body: AskForCode,
  status: 202,
  reply: Challenge,
  async handle({ body: { email, purpose }, request }, deps) {
    mustBeOurPage(request, deps);
    if (purpose === 'signUp' && !deps.signUpOpen) throw notFound();
    await takeSignIn(deps, null, request);
    const waitSeconds = await deps.limits.take('mailCode', email.trim().toLowerCase());
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    const [user, { challengeId, code }] = await Promise.all([deps.users.byEmail(email), makeCode(deps, { email, purpose })]);
    // To the address as it was stored: one that differs in case is not always the same mailbox.
    if (purpose === 'signUp' || user) mailBehindTheAnswer(deps, user?.email ?? email, code, purpose);
    return { challengeId };
  },
});

/** A mail server takes longer for an address that it is really asked to write to: nobody waits for it. */
function mailBehindTheAnswer({ mailer, log }: ApiDeps, to: string, code: string, purpose: 'signIn' | 'signUp'): void {
  void mailer.send(codeMail(to, code, purpose)).catch((error: unknown) => log.error({ reason: (error as Error).name }, 'a code could not be mailed'));
}

const spend = route({
  name: 'signInWithCode',
  method: 'post',
  path: '/auth/code/sign-in',
  summary: 'Signs in with a mailed code',
  policy: anyone('The code is the credential: five tries, ten minutes, once.'),
  body: SpendCode,
  reply: SignInReply,
  async handle({ body, request, response }, deps) {
    mustBeOurPage(request, deps);
    await takeSignIn(deps, null, request);
    const challenge = await spendCode(deps, { ...body, purpose: 'signIn' });
    const user = challenge && (await deps.users.byEmail(challenge.email));
    if (!user) {
      noteRefusal(deps, null, request);
      throw wrongCode();
    }
    if (!user.emailVerifiedAt) await deps.accounts.verifyEmail(user._id, deps.now());
    return enter(deps, { userId: user._id, how: 'code' }, { request, response });
  },
});

const signUp = route({
  name: 'signUp',
  method: 'post',
  path: '/auth/sign-up',
  summary: 'A new account with a workspace of its own; the code proves the address',
  policy: anyone('Open installations let strangers in by a code that proves their address; others answer 404.'),
  body: SignUp,
  status: 201,
  reply: StaffSession,
  async handle({ body: { challengeId, code, workspace, name, password }, request, response }, deps) {
    mustBeOurPage(request, deps);
    if (!deps.signUpOpen) throw notFound();
    await takeSignIn(deps, null, request);
    const challenge = await spendCode(deps, { challengeId, code, purpose: 'signUp' });
    if (!challenge) throw wrongCode();
    // Only whoever reads the mailbox gets this far, so it may be said.
    if (await deps.users.byEmail(challenge.email)) throw accountExists();
    const userId = deps.mintId('usr');
    await deps.users.create({
      _id: userId,
      email: challenge.email,
      name,
      passwordHash: await deps.passwords.hash(password),
      emailVerifiedAt: deps.now(),
    });
    const tenantId = await createWorkspace(deps, { name: workspace, ownerId: userId, actor: { type: 'user', id: userId } });
    return enterWorkspace(deps, { userId, how: 'signUp', tenantId }, { request, response });
  },
});

export const codeRoutes = [ask, spend, signUp];
