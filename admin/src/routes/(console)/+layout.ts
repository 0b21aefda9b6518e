/**
 * Lets nobody in without a session, and sends operators to what they run. An API that cannot say is no reason to sign out: then the
 * layout offers to try again.
 */
import { isRedirect, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import { session } from '#lib/state/app.ts';

/** Where people without a tenant have something to see. */
const OF_PLATFORM = ['/(console)/tenants', '/(console)/account', '/(console)/system'];

export const load = async ({ url, depends, route }): Promise<{ problem: Problem | null }> => {
  depends('parley:session');
  try {
    if (await session.restore()) {
      const runs = session.current?.role === 'operator';
      if (runs && !OF_PLATFORM.includes(route.id ?? '')) return redirect(307, resolve('/(console)/tenants'));
      if (!runs && route.id === '/(console)/tenants') return redirect(307, resolve('/(console)/inbox'));
      return { problem: null };
    }
  } catch (cause) {
    if (isRedirect(cause)) throw cause;
    return { problem: asProblem(cause) };
  }
  redirect(307, `${resolve('/(login)/sign-in')}?next=${encodeURIComponent(url.pathname + url.search)}`);
};
