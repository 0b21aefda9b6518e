/**
 * Markdown to HTML that is safe to show: micromark escapes all HTML of the source, and of the tags that it writes itself
 * only the list below goes through. Links lead to http, https and mailto only; images become their alternative text.
 * Loaded with the first message.
 */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const PLAIN = new Set('p em strong del code pre ul ol li blockquote h1 h2 h3 h4 h5 h6 hr br table thead tbody tr th td'.split(' '));
const LINKS = ['http:', 'https:', 'mailto:'];
/** Micromark encodes < and > everywhere else, attribute values included: what this matches is a tag, and every tag. */
const TAG = /<(\/?)([a-z][a-z0-9]*)([^>]*)>/g;
/** Characters that turn the direction of what follows and can make an address look like another one. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** @param citations numbers whose markers `[n]` in the text become buttons (`<button class="cite" data-n>`) */
export function renderMarkdown(source: string, citations: readonly number[] = []): string {
  const html = micromark(source.replace(DIRECTION, ''), { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  let out = '';
  let end = 0;
  /** Inside code and links a `[1]` is what its author wrote. */
  let verbatim = 0;
  let host = '';
  let linkText = '';
  const text = (piece: string): void => {
    linkText += piece;
    out += verbatim ? piece : withMarkers(piece, citations);
  };
  for (const tag of html.matchAll(TAG)) {
    const [whole, closing, name = '', attributes = ''] = tag;
    text(html.slice(end, tag.index));
    end = tag.index + whole.length;
    if (name === 'img') text(attribute(attributes, 'alt') ?? '');
    else if (name === 'a') {
      const target = closing ? undefined : linkTarget(attribute(attributes, 'href'));
      if (target) {
        verbatim++;
        ({ host } = target);
        linkText = '';
        out += `<a href="${target.href}" target="_blank" rel="noopener nofollow">`;
      } else if (closing && host) {
        verbatim--;
        out += `</a>${linkText.toLowerCase().includes(host) ? '' : ` <small>(${host})</small>`}`;
        host = '';
      }
    } else if (PLAIN.has(name)) {
      if (name === 'code' || name === 'pre') verbatim += closing ? -1 : 1;
      const start = name === 'ol' ? /^ start="\d+"/.exec(attributes)?.[0] : '';
      out += `<${closing}${name}${start ?? ''}>`;
    }
  }
  text(html.slice(end));
  return out;
}

const withMarkers = (text: string, citations: readonly number[]): string =>
  text.replace(/\[(\d{1,3})\]/g, (marker, n: string) =>
    citations.includes(Number(n))
      ? `<button type="button" class="cite" data-n="${Number(n)}" aria-label="Source ${Number(n)}">${Number(n)}</button>`
      : marker,
  );

/** Still encoded, as micromark wrote it: fit to be written into an attribute or a text again. */
const attribute = (attributes: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];

/** The host is shown beside a link whose text does not say where it leads. */
function linkTarget(encoded = ''): { href: string; host: string } | undefined {
  try {
    const { protocol, href, host, pathname } = new URL(encoded.replaceAll('&amp;', '&'));
    return LINKS.includes(protocol) ? { href: encode(href), host: encode(host || pathname) } : undefined;
  } catch {
    return undefined;
  }
}

const encode = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
