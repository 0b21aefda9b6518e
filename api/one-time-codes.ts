/** Codes by mail: eight digits for ten minutes, five tries, once. What is answered never says whether an address is known. */
import type { OneTimeCode } from '../infra/ports/sign-in-stores.ts';
import type { Mail } from '../infra/ports/mailer.ts';
import type { ApiDeps } from './context.ts';

/** Life of a code, ms. */
const LIFE_MS = 600_000;

type Needs = Pick<ApiDeps, 'oneTimeCodes' | 'codes' | 'mintToken' | 'now'>;

/**
 * Makes a code for an address.
 *
 * @returns the id of the challenge, and the code for the mail
 */
export async function makeCode(
  deps: Needs,
  { email, purpose }: { email: string; purpose: OneTimeCode['purpose'] },
): Promise<{ challengeId: string; code: string }> {
  const challengeId = deps.mintToken('chl');
  const code = deps.codes.make();
  await deps.oneTimeCodes.create({
    _id: challengeId,
    purpose,
    email,
    emailKey: email.trim().toLowerCase(),
    sealed: deps.codes.seal(challengeId, code),
    expiresAt: new Date(deps.now().getTime() + LIFE_MS),
  });
  return { challengeId, code };
}

/** What the right code proves, once; null for everything else. A try is taken before the code is looked at. */
export async function spendCode(
  deps: Needs,
  { challengeId, code, purpose }: { challengeId: string; code: string; purpose: OneTimeCode['purpose'] },
): Promise<OneTimeCode | null> {
  const challenge = await deps.oneTimeCodes.takeTry(challengeId, deps.now());
  if (!challenge || challenge.purpose !== purpose || !deps.codes.matches(challengeId, code, challenge.sealed)) return null;
  return (await deps.oneTimeCodes.use(challengeId, deps.now())) ? challenge : null;
}

export const codeMail = (to: string, code: string, purpose: OneTimeCode['purpose']): Mail => ({
  to,
  subject: purpose === 'signIn' ? 'Your code to sign in to Parley' : 'Your code to open a workspace at Parley',
  text: `Your code is\n\n${code}\n\nIt is valid for ten minutes and works once. Nobody of us will ever ask you for it.\nIf you did not ask for it, you can ignore this mail.`,
});
