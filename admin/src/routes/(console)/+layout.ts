/** Lets nobody in without a session. An API that cannot say is no reason to sign out: then the layout offers to try again. */
import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import { session } from '#lib/state/app.ts';

export const load = async ({ url, depends }): Promise<{ problem: Problem | null }> => {
  depends('parley:session');
  try {
    if (await session.restore()) return { problem: null };
  } catch (cause) {
    return { problem: asProblem(cause) };
  }
  redirect(307, `${resolve('/(login)/sign-in')}?next=${encodeURIComponent(url.pathname + url.search)}`);
};
