/** Where to go after signing in: a page of this console, never an address that somebody put into the link. */
export function safeNext(next: string | null): string | null {
  if (!next) return null;
  try {
    const url = new URL(next, 'http://here');
    return url.origin === 'http://here' && url.pathname.startsWith('/admin/') ? `${url.pathname}${url.search}${url.hash}` : null;
  } catch {
    return null;
  }
}
