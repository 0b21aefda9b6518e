/** Markdown of messages as HTML that is safe to insert: raw HTML is escaped, script schemes are dropped, nothing is fetched. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** Images would tell a stranger's server who reads; footnotes put the same ids into every message. */
const without = { disable: { null: ['labelStartImage', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall', 'gfmFootnoteDefinition'] } };

/**
 * @param citations the numbers that exist: `[n]` becomes a link with `data-cite="n"`, any other bracket stays text
 */
export function renderMarkdown(text: string, citations: readonly number[] = []): string {
  const html = micromark(text, { extensions: [gfm(), without], htmlExtensions: [gfmHtml()] });
  // micromark escapes `<` and `>` in texts and attributes, so that a tag is exactly what stands between them.
  const parts = html.split(/(<[^>]*>)/);
  let inside = 0;
  return parts
    .map((part) => {
      if (/^<(a|code)[ >]/.test(part)) inside += 1;
      if (/^<\/(a|code)>/.test(part)) inside -= 1;
      if (part.startsWith('<a href="')) return part.replace('<a ', '<a target="_blank" rel="noopener noreferrer nofollow" ');
      return part.startsWith('<') || inside > 0 ? part : withMarkers(part, citations);
    })
    .join('');
}

const withMarkers = (text: string, citations: readonly number[]): string =>
  text.replace(/\[(\d{1,3})\]/g, (marker, n: string) =>
    citations.includes(Number(n)) ? `<a href="#source-${n}" data-cite="${n}" aria-label="Source ${n}">${n}</a>` : marker,
  );
