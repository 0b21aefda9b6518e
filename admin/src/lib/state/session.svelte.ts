/** Who is signed in. The access token lives here, in memory; the refresh token is a cookie that no script sees. */
import { apiClient, body, type Client, type Credentials } from '#lib/api/client.ts';
import { asProblem } from '#lib/api/problem.ts';
import type { Permission, Session, SignInReply } from '#lib/api/types.ts';

/** A token is renewed when it has less than this left, so that no request starts with one that dies under way. */
const MARGIN_MS = 45_000;

export class SessionState implements Credentials {
  current = $state.raw<Session | null>(null);
  #expiresAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewal: Promise<string | null> | null = null;
  readonly #door: Client;

  constructor(door: Client = apiClient(null)) {
    this.#door = door;
  }

  may(permission: Permission): boolean {
    return this.current?.permissions.includes(permission) ?? false;
  }

  /** The session of the refresh cookie, if there is one. Throws a `Problem` when the API cannot say. */
  async restore(): Promise<Session | null> {
    if (!this.current) await this.#renewOnce();
    return this.current;
  }

  /** @returns null when signed in, else the token of the step in between: a second factor is asked for */
  async signIn(credentials: { email: string; password: string }): Promise<string | null> {
    return this.enter(await body(this.#door.POST('/auth/sign-in', { body: credentials })));
  }

  /** Takes what any way of signing in answered; as `signIn`. */
  enter(reply: SignInReply): string | null {
    if (reply.type === 'secondFactor') return reply.partialToken;
    this.#enter(reply);
    return null;
  }

  /** The session ends here in any case; an API that does not answer only keeps its cookie a little longer. */
  async signOut(): Promise<void> {
    await this.#door.POST('/auth/sign-out').catch(() => undefined);
    this.#leave();
  }

  async token(): Promise<string | null> {
    if (!this.current) return null;
    const stale = this.current.accessToken;
    if (Date.now() < this.#expiresAt - MARGIN_MS) return stale;
    // Without an answer the old token may still do; if not, the request itself says so.
    return this.#renewOnce().catch(() => stale);
  }

  async renew(stale: string): Promise<string | null> {
    if (this.current && this.current.accessToken !== stale) return this.current.accessToken;
    return this.#renewOnce();
  }

  #renewOnce(): Promise<string | null> {
    this.#renewal ??= inTurn(() => this.#refresh()).finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #refresh(): Promise<string | null> {
    try {
      this.#enter(await body(this.#door.POST('/auth/refresh')));
    } catch (cause) {
      const problem = asProblem(cause);
      if (problem.status !== 401 && problem.status !== 403) throw problem;
      this.#leave();
    }
    return this.current?.accessToken ?? null;
  }

  #enter(session: Session): void {
    const lifeMs = session.expiresInSeconds * 1000;
    this.current = session;
    this.#expiresAt = Date.now() + lifeMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renewOnce().catch(() => undefined), Math.max(lifeMs - 2 * MARGIN_MS, lifeMs / 2));
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }
}

/** One refresh at a time over all tabs: two tabs that spend the same cookie at once look like a thief to the API. */
const inTurn = <T>(act: () => Promise<T>): Promise<T> => ('locks' in navigator ? navigator.locks.request('parley.refresh', act) : act());
