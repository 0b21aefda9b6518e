/**
 * Which addresses somebody else may have us call: a tenant's endpoint, later webhooks and pages to read. Judged by its text when it
 * is saved and again before each call; where its name leads to is judged at every connect (infra/egress).
 */

const PORTS = ['', '8443'];
/** Names that mean this machine or this network, wherever they are looked up. */
const INSIDE = /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|arpa|onion|svc|cluster|test|invalid)$/;
const MAX_CHARS = 2_000;

/**
 * What is wrong with an address for people, or null when it may be called: `https://` on port 443 or 8443, a public name
 * instead of a number, no user and password. Says nothing of what the name leads to.
 */
export function faultOfOutsideAddress(text: string): string | null {
  if (text.length > MAX_CHARS || !URL.canParse(text)) return 'Write a whole address, like https://api.example.com/v1.';
  const { protocol, username, password, hostname, port } = new URL(text);
  if (protocol !== 'https:') return 'It must begin with https://.';
  if (username || password) return 'It must not hold a user name or password.';
  if (!PORTS.includes(port)) return 'Use port 443 or 8443.';
  const name = hostname.replace(/\.$/, '');
  // The parser has made a dotted number of every way to write one, and brackets stand around the rest.
  if (name.startsWith('[') || /(^|\.)[\d.]+$/.test(name)) return 'Use the name of a host, not its number.';
  if (!name.includes('.') || INSIDE.test(name)) return 'Use a public name: this one leads into a private network.';
  return null;
}
