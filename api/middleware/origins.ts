/** Which page is asking. A browser says the origin of a page in a header that the page cannot change. */

/** True for an origin of our own: the host that was asked, or the address under which people reach the installation. */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host: asking, origin: whole } = new URL(origin);
  return (host !== undefined && asking === host.toLowerCase()) || whole === new URL(publicUrl).origin;
}

/** What is not ours among the origins that are known of a request. A page may also say `null`, which is nobody's. */
export const foreignOrigins = (origins: readonly (string | undefined)[], host: string | undefined, publicUrl: string): string[] =>
  origins.filter((origin): origin is string => origin !== undefined && !isOwnOrigin(origin, host, publicUrl));

/** Who may frame the chat, for `frame-ancestors`. @param sites the tenant's list, each as `isSite` has it */
export const frameAncestors = (sites: readonly string[]): string => ["'self'", ...sites].join(' ');
