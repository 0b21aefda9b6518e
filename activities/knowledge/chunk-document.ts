/**
 * Cuts a document into chunks: one a section, several where a section is long. A chunk is a slice of the text, so that
 * offsets are true and nothing is lost: what is not white space stands in at least one chunk. A table that is cut says its head
 * again before each of its pieces: a row without it means nothing.
 */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { Chunk, MediaType } from '../../workflows/domain/document.ts';
import { type Section, sectionsOf } from './sections.ts';
import { tableHeads } from './table-head.ts';
import { type Span, unitsOf } from './units.ts';

export type Cut = Pick<Chunk, 'section' | 'text' | 'start' | 'end' | 'tokens'>;

/** Tokens that a section may have and still be one chunk; its parts otherwise aim at `TARGET`. */
export const MOST_TOKENS = 350;
const TARGET = 300;
/** Tokens of the chunk before that a further chunk of the same section repeats. */
const OVERLAP = 40;

/**
 * @param text as extracted, line ends `\n`
 * @returns chunks in order, made one by one: a long document is cut in steps, with a rest for the event loop between
 */
export function* chunkDocument(text: string, mediaType: MediaType): Generator<Cut> {
  for (const section of sectionsOf(text, mediaType)) {
    const headAt = tableHeads(text, section);
    for (const span of spansOf(text, section)) {
      const trimmed = trim(text, span);
      if (trimmed.start === trimmed.end) continue;
      const whole = headAt(trimmed.start) + text.slice(trimmed.start, trimmed.end);
      yield { section: section.path, text: whole, ...trimmed, tokens: tokensOf(whole) };
    }
  }
}

/** Heading and text as the encoder reads them: the path in front, headings of the text itself not again. */
export function textForEmbedding({ title, section, text }: Pick<Chunk, 'title' | 'section' | 'text'>): string {
  return `${headingOf({ title, section })}\n${text.replace(/^(?:\s*#{1,6} .*\n+)+/, '')}`;
}

/** Title and section in one line. */
export const headingOf = ({ title, section }: Pick<Chunk, 'title' | 'section'>): string => (section ? `${title} › ${section}` : title);

/** The tokenizer's time grows with the square of a run without spaces, so such runs are cut by `unitsOf` before they come here. */
const tokensOf = (text: string): number => countTokens(text, { allowedSpecial: 'all' });

function spansOf(text: string, { start, end }: Section): Span[] {
  const units = unitsOf(text, { start, end }, TARGET).map((span) => ({ ...span, tokens: tokensOf(text.slice(span.start, span.end)) }));
  const total = units.reduce((sum, unit) => sum + unit.tokens, 0);
  if (total <= MOST_TOKENS) return [{ start, end }];
  const spans: Span[] = [];
  for (let from = 0, next = 0; next < units.length;) {
    let size = 0;
    for (let i = from; i < next; i++) size += units[i]!.tokens;
    const first = next;
    while (next < units.length && (next === first || size + units[next]!.tokens <= TARGET)) size += units[next++]!.tokens;
    spans.push({ start: units[from]!.start, end: units[next - 1]!.end });
    from = next;
    for (let overlap = 0; from > first && overlap + units[from - 1]!.tokens <= OVERLAP;) overlap += units[--from]!.tokens;
  }
  return spans;
}

function trim(text: string, { start, end }: Span): Span {
  const slice = text.slice(start, end);
  if (!/\S/.test(slice)) return { start, end: start };
  return { start: start + slice.search(/\S/), end: end - (slice.length - slice.trimEnd().length) };
}
