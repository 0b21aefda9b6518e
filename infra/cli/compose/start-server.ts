/** Starts the api on the parts: who may sign in and how, where mails go, and which folders it serves. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { searchAsAsked } from '../../../activities/knowledge/search-as-asked.ts';
import type { ApiDeps } from '../../../api/context.ts';
import { startServer as listen, type RunningServer } from '../../../api/server.ts';
import type { Config } from '../../config/config.ts';
import type { Egress } from '../../egress/egress.ts';
import { accessTokens, signingKey } from '../../identity/access-tokens.ts';
import { derivedKey, identityRoot } from '../../identity/derived-keys.ts';
import { oneTimeCodes } from '../../identity/one-time-codes.ts';
import { hashToken, mintToken } from '../../identity/opaque-tokens.ts';
import { openIdConnect } from '../../identity/open-id-connect.ts';
import { partialTokens } from '../../identity/partial-tokens.ts';
import { argon2Passwords } from '../../identity/passwords.ts';
import { refreshTokens } from '../../identity/refresh-tokens.ts';
import { sealer } from '../../identity/sealed.ts';
import { secondFactors } from '../../identity/totp.ts';
import { visitorProofs } from '../../identity/visitor-proofs.ts';
import { datedId, derivedId, mintId } from '../../ids/mint.ts';
import type { Logger } from '../../log/logger.ts';
import { folderMailer } from '../../mail/folder.ts';
import { smtpMailer } from '../../mail/smtp.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { SingleSignOn } from '../../ports/single-sign-on.ts';
import { DEMO_LOGIN } from '../demo-login.ts';
import { dependencyReport } from '../dependency-report.ts';
import { FIRST_SETTINGS } from '../first-settings.ts';
import { REPOSITORY } from '../repository.ts';
import { VERSION } from '../version.ts';
import type { Parts } from './parts.ts';

/** @param instead what takes the place of a part of the api: tests guess and flood without its limits, or without an engine */
export async function startServer(config: Config, parts: Parts, instead: Partial<ApiDeps> = {}): Promise<RunningServer> {
  const [pem, root] = await Promise.all([signingKey(config.PARLEY_SIGNING_KEY, config.home), identityRoot(parts.secrets)]);
  let publicUrl = config.PUBLIC_URL;
  const deps: ApiDeps = {
    ...parts,
    knowledge: { find: (scope, rules, question, earlier) => searchAsAsked(parts, scope, rules, question, earlier) },
    passwords: argon2Passwords(),
    accessTokens: await accessTokens(pem),
    refreshTokens: refreshTokens(derivedKey(root, 'refresh-token')),
    partialTokens: partialTokens(derivedKey(root, 'partial-token')),
    codes: oneTimeCodes(derivedKey(root, 'one-time-code')),
    sealer: sealer(derivedKey(root, 'sealed-secret')),
    totp: secondFactors,
    singleSignOn: signOnOf(config, parts.egress),
    mailer: mailerOf(config, parts.log),
    firstSettings: FIRST_SETTINGS,
    signUpOpen: config.PARLEY_SIGN_UP,
    visitorProofs: visitorProofs(),
    openEmbedding: config.NODE_ENV !== 'production',
    proxies: config.PARLEY_PROXIES,
    mintId,
    derivedId,
    datedId,
    mintToken,
    hashToken,
    now: () => new Date(),
    ...dependencyReport(parts),
    version: VERSION,
    demoLogin: config.PARLEY_DEMO ? DEMO_LOGIN : null,
    publicUrl: () => publicUrl!.replace(/\/$/, ''),
    secureCookies: config.PUBLIC_URL?.startsWith('https:') ?? false,
    ...instead,
  };
  const docs = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const folders = { console: join(REPOSITORY, 'admin', 'build'), widget: join(REPOSITORY, 'widget', 'dist'), docs };
  const server = await listen({ host: config.HOST, port: config.PORT, deps, folders });
  publicUrl ??= server.url;
  return server;
}

const signOnOf = (
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name }: Config,
  outside: Egress,
): SingleSignOn | null => (issuer && clientId && clientSecret ? openIdConnect({ issuer, clientId, clientSecret, name, egress: outside }) : null);

const mailerOf = ({ SMTP_URL, MAIL_FROM, home }: Config, log: Logger): Mailer =>
  SMTP_URL ? smtpMailer(SMTP_URL, MAIL_FROM) : folderMailer(join(home, 'mail'), (file) => log.info({ file }, 'a mail lies in the data folder'));
