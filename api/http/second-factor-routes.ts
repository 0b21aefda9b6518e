/** The second factor: asked for at sign-in, set up and taken away by its owner. */
import { notFound, rateLimited, secondFactorExists, unauthenticated, wrongCode, wrongCredentials } from '../../workflows/domain/errors.ts';
import type { UserId } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { ConfirmSecondFactor, Enrolment, RecoveryCodes, SecondFactorState, SpendSecondFactor, WithPassword } from '../protocol/people.ts';
import { StaffSession } from '../protocol/staff.ts';
import { endSessionsOf } from '../sessions.ts';
import { enterWorkspace, noteRefusal, takeSignIn } from './enter.ts';
import { mustBeOurPage } from './refresh-cookie.ts';
import { anyone, route, staff } from './route.ts';

const spend = route({
  name: 'signInWithSecondFactor',
  method: 'post',
  path: '/auth/second-factor',
  summary: 'The second step of a sign-in: a code of the app, or a recovery code',
  policy: anyone('The partial token of the first step is the credential; tries are limited by person.'),
  body: SpendSecondFactor,
  reply: StaffSession,
  async handle({ body: { partialToken, code }, request, response }, deps) {
    mustBeOurPage(request, deps);
    await takeSignIn(deps, null, request);
    const claims = await deps.partialTokens.verify(partialToken);
    if (!claims) throw unauthenticated();
    const { userId, how } = claims;
    const waitSeconds = await deps.limits.take('secondFactor', userId);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    if (!(await isSpent(deps, userId, code))) {
      noteRefusal(deps, userId, request);
      throw wrongCode();
    }
    return enterWorkspace(deps, { userId, how: `${how}+secondFactor` }, { request, response });
  },
});

/** True once for each code: a step of time or a recovery code that was accepted is never accepted again. */
async function isSpent({ secondFactors, sealer, totp, now }: ApiDeps, userId: UserId, code: string): Promise<boolean> {
  const factor = await secondFactors.get(userId);
  if (!factor?.confirmedAt) return false;
  if (!/^\d{6}$/.test(code)) return secondFactors.spendRecovery(userId, totp.hashRecovery(code));
  const secret = sealer.open(factor.sealed, userId);
  const step = secret && totp.stepOf(secret, code, now());
  return step ? secondFactors.spendStep(userId, step) : false;
}

const state = route({
  name: 'readSecondFactor',
  method: 'get',
  path: '/me/second-factor',
  summary: 'Whether you have a second factor',
  policy: staff(null),
  reply: SecondFactorState,
  async handle({ staff: { userId } }, { secondFactors }) {
    const factor = await secondFactors.get(userId);
    return { on: Boolean(factor?.confirmedAt), recoveryCodesLeft: factor?.confirmedAt ? factor.recovery.length : 0 };
  },
});

const begin = route({
  name: 'beginSecondFactor',
  method: 'post',
  path: '/me/second-factor',
  summary: 'Begins to set up an authenticator app; the password is asked again',
  policy: staff(null),
  body: WithPassword,
  reply: Enrolment,
  audit: { security: true, action: 'secondFactor.begun', subject: ({ staff: { userId } }) => userId },
  async handle({ staff: { userId }, body }, deps) {
    const user = await mustKnowPassword(deps, userId, body.password);
    const secret = deps.totp.newSecret();
    if (!(await deps.secondFactors.begin(userId, deps.sealer.seal(secret, userId)))) throw secondFactorExists();
    return { secret, ...(await deps.totp.enrolment(secret, user.email)) };
  },
});

const confirm = route({
  name: 'confirmSecondFactor',
  method: 'post',
  path: '/me/second-factor/confirmation',
  summary: 'Switches the second factor on by its first code; every other device is signed out',
  policy: staff(null),
  body: ConfirmSecondFactor,
  reply: RecoveryCodes,
  audit: { security: true, action: 'secondFactor.confirmed', subject: ({ staff: { userId } }) => userId },
  async handle({ staff: { userId, sessionId }, body }, deps) {
    const waitSeconds = await deps.limits.take('secondFactor', userId);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    const factor = await deps.secondFactors.get(userId);
    if (!factor || factor.confirmedAt) throw notFound();
    const secret = deps.sealer.open(factor.sealed, userId);
    const step = secret && deps.totp.stepOf(secret, body.code, deps.now());
    if (!step) throw wrongCode();
    const codes = deps.totp.recoveryCodes();
    if (!(await deps.secondFactors.confirm(userId, step, codes.map(deps.totp.hashRecovery), deps.now()))) throw notFound();
    await endSessionsOf(deps, { userId, but: sessionId }, 'revoked', { type: 'user', id: userId });
    return { codes };
  },
});

const remove = route({
  name: 'removeSecondFactor',
  method: 'delete',
  path: '/me/second-factor',
  summary: 'Switches the second factor off; the password is asked again',
  policy: staff(null),
  body: WithPassword,
  audit: { security: true, action: 'secondFactor.removed', subject: ({ staff: { userId } }) => userId },
  async handle({ staff: { userId }, body }, deps) {
    await mustKnowPassword(deps, userId, body.password);
    await deps.secondFactors.remove(userId);
  },
});

/** @throws {Problem} `auth.wrongCredentials` */
async function mustKnowPassword(deps: ApiDeps, userId: UserId, password: string) {
  const waitSeconds = await deps.limits.take('signIn', `again:${userId}`);
  if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
  const user = await deps.users.get(userId);
  if (!(await deps.passwords.matches(password, user?.passwordHash ?? null)) || !user) throw wrongCredentials();
  return user;
}

export const secondFactorRoutes = [spend, state, begin, confirm, remove];
