/** The smallest pieces that stay together: a list step, a table row, a sentence. They tile their section. */

/** UTF-16 offsets, end exclusive. */
export type Span = { start: number; end: number };

/** UTF-16 units that a piece may have: an upper bound of its tokens, so that a run without spaces is cut too. */
const LONGEST_RUN = 200;

/**
 * Cuts at blank lines, before list items and table rows, then at sentences, then at words.
 *
 * @param most about the tokens that a unit may have
 */
export function unitsOf(text: string, section: Span, most: number): Span[] {
  // Four letters a token is what English has; shorter units only mean that more of them are packed together.
  const longest = most * 3;
  return lines(text, section).flatMap((line) =>
    line.end - line.start <= longest && !hasLongRun(text, line) ? [line] : sentences(text, line, longest),
  );
}

const LONG_RUN = new RegExp(`\\S{${LONGEST_RUN + 1}}`);
const hasLongRun = (text: string, { start, end }: Span): boolean => end - start > LONGEST_RUN && LONG_RUN.test(text.slice(start, end));

/** Paragraphs, list items, table rows and lines of code, each with the blank lines behind it. */
function lines(text: string, { start, end }: Span): Span[] {
  const slice = text.slice(start, end);
  const spans: Span[] = [];
  let from = 0;
  for (const { index } of slice.matchAll(/\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t]|[ \t]*\|)|\n[ \t]*\n\s*/g)) {
    const match = /^\s*\n/.exec(slice.slice(index))!;
    const cut = index + match[0].length;
    if (cut <= from) continue;
    spans.push({ start: start + from, end: start + cut });
    from = cut;
  }
  if (from < slice.length) spans.push({ start: start + from, end });
  return spans;
}

function sentences(text: string, line: Span, longest: number): Span[] {
  const slice = text.slice(line.start, line.end);
  const spans: Span[] = [];
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(slice)) {
    const span = { start: line.start + index, end: line.start + index + segment.length };
    spans.push(...(segment.length <= longest && !hasLongRun(text, span) ? [span] : words(text, span)));
  }
  return spans;
}

/** Pieces of at most `LONGEST_RUN`, cut at a space where there is one and never inside a character. */
function words(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  while (start < end) {
    let cut = Math.min(end, start + LONGEST_RUN);
    if (cut < end) {
      const space = text.slice(start, cut).search(/\s\S*$/);
      if (space > 0) cut = start + space + 1;
      else if (/[\uD800-\uDBFF]/.test(text[cut - 1]!)) cut--;
    }
    spans.push({ start, end: cut });
    start = cut;
  }
  return spans;
}
