/** What a passage says, statement by statement: sentences, list items and table rows, each to be compared with a question. */
import type { Chunk } from '../../workflows/domain/document.ts';
import { headingOf } from './chunk-document.ts';

/** Statements of a passage that are looked at: each costs an encoding. */
const MOST = 12;
/** UTF-16 units of a statement with its heading. Texts of this length are remembered by the encoder. */
const LONGEST = 250;
const HEADING_OR_RULE = /^\s*(?:#{1,6}\s|[|:\-\s=*_]+$)/;
const OWN_LINE = /^\s*(?:[-*+]\s|\d+[.)]\s|\||`{3}|~{3})/;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** @returns in order, without headings and rules; none of a text without words */
export function statementsOf(markdown: string): string[] {
  const pieces: string[] = [];
  let prose = '';
  const close = (): void => {
    for (const { segment } of segmenter.segment(prose)) pieces.push(segment);
    prose = '';
  };
  for (const line of markdown.split('\n')) {
    if (/\S/.test(line) && !HEADING_OR_RULE.test(line) && !OWN_LINE.test(line)) {
      prose += ` ${line}`;
      continue;
    }
    close();
    if (OWN_LINE.test(line) && !HEADING_OR_RULE.test(line)) pieces.push(line);
  }
  close();
  return pieces
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
    .slice(0, MOST);
}

/** A statement behind its heading, without which "It costs 4 EUR" says nothing. */
export const inPlace = (chunk: Pick<Chunk, 'title' | 'section'>, statement: string): string => `${headingOf(chunk)}: ${statement}`.slice(0, LONGEST);
