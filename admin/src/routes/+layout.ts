/** A single-page app: nothing is rendered on a server, `index.html` is the fallback of every path. */
export const ssr = false;
export const prerender = false;
