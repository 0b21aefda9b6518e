/** The refresh cookie: out of reach of scripts, sent to the sign-in routes alone, never by another site. */
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import { foreignOrigin } from '../../workflows/domain/errors.ts';
import { SESSION, type RefreshFamily } from '../../workflows/domain/refresh.ts';
import type { ApiDeps } from '../context.ts';
import type { Renewed } from '../sessions.ts';

const NAME = 'parley_refresh';
const PATH = '/api/v1/auth';

export const readRefreshCookie = (request: Request): string => parse(request.get('cookie') ?? '')[NAME] ?? '';

export function setRefreshCookie(response: Response, deps: Pick<ApiDeps, 'secureCookies'>, { token }: Renewed): void {
  write(response, deps, token, SESSION.idle);
}

export const clearRefreshCookie = (response: Response, deps: Pick<ApiDeps, 'secureCookies'>): void => write(response, deps, '', 0);

/** A browser names the page that asks. Where it does, the page must be ours: `SameSite` alone trusts every sibling subdomain. */
export function mustBeOurPage(request: Request, { publicUrl }: Pick<ApiDeps, 'publicUrl'>): void {
  const origin = request.get('origin');
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host === null || (host !== request.get('host') && origin !== new URL(publicUrl()).origin)) throw foreignOrigin();
}

/** What a person recognises a device by in the list of sessions. */
export const deviceOf = (request: Request): RefreshFamily['device'] => ({
  userAgent: (request.get('user-agent') ?? 'unknown').slice(0, 200),
  ip: request.ip ?? 'unknown',
});

function write(response: Response, { secureCookies }: Pick<ApiDeps, 'secureCookies'>, value: string, lifeMs: number): void {
  response.cookie(NAME, value, { httpOnly: true, sameSite: 'strict', secure: secureCookies, path: PATH, maxAge: lifeMs });
}
