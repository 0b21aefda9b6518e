/** What to quote of a passage for one question: all of it when it is short, else the blocks that speak of what was asked. */
import { type Block, blocksOf, render } from './blocks.ts';
import { rowsFor } from './rows.ts';
import { stemsOf, wordCount } from '../../workflows/domain/words.ts';

/** Words up to which a passage is quoted whole: what it says first and what to do about it stand together. */
const WHOLE = 120;
/** Words of a quote, about; a list of steps may be longer, since half a list misleads. */
const MOST_WORDS = 90;
/** Words of a paragraph that is quoted whole or not at all. */
const PARAGRAPH = 45;
/** Share of the best piece's score that another one needs. */
const BESIDE = 1 / 3;

/**
 * @param heading title and section, whose words need not be in the quote: the passage is about them anyway
 * @returns Markdown whose every sentence, item and row is verbatim in `text`; null when the passage holds only headings
 */
export function quote(question: string, heading: string, text: string): string | null {
  const asked = stemsOf(question);
  const about = stemsOf(heading);
  const blocks = blocksOf(text).map((block) => (block.type === 'table' ? rowsFor(block, question, about) : block));
  if (blocks.length === 0) return null;
  if (wordCount(blocks.map(render).join('\n')) <= WHOLE) return blocks.map(render).join('\n\n');
  const weights = weigh(asked, about, blocks);
  const pieces = blocks.flatMap((block, from) => split(block, weights).map((piece) => ({ ...piece, from }))).map((piece, at) => ({ ...piece, at }));
  // Earlier pieces win a draw: help texts answer first and explain then.
  const ranked = [...pieces].sort((a, b) => b.score - a.score || a.at - b.at);
  const kept = new Set<Placed>();
  let words = 0;
  const keep = (piece: Placed | undefined): boolean => {
    if (!piece || kept.has(piece) || (kept.size > 0 && words + piece.words > MOST_WORDS)) return false;
    kept.add(piece);
    words += piece.words;
    return true;
  };
  for (const piece of ranked) if (piece.score >= ranked[0]!.score * BESIDE) keep(piece);
  // What a sentence says is often decided by the next one of its paragraph.
  for (const piece of ranked.filter((one) => kept.has(one)))
    for (let next = pieces[piece.at + 1]; next?.from === piece.from && keep(next);) next = pieces[next.at + 1];
  return join(pieces.filter((piece) => kept.has(piece)));
}

type Piece = { block: Block; score: number; words: number };
/** `from` numbers the block that it is of, `at` the piece. */
type Placed = Piece & { from: number; at: number };

/** A word counts by how few pieces hold it; one that the heading has says little about where in the passage the answer is. */
function weigh(asked: ReadonlySet<string>, about: ReadonlySet<string>, blocks: readonly Block[]): Map<string, number> {
  const texts = blocks.map((block) => stemsOf(render(block)));
  return new Map(
    [...asked].map((stem) => {
      const holds = texts.filter((text) => text.has(stem)).length;
      return [stem, (about.has(stem) ? 0.3 : 1) * Math.log(1 + (texts.length + 0.5) / (holds + 0.5))];
    }),
  );
}

function split(block: Block, weights: ReadonlyMap<string, number>): Piece[] {
  const piece = (part: Block): Piece => {
    const text = render(part);
    const stems = stemsOf(text);
    let score = 0;
    for (const [stem, weight] of weights) if (stems.has(stem)) score += weight;
    return { block: part, score, words: wordCount(text) };
  };
  const whole = piece(block);
  if (block.type !== 'prose' || whole.words <= PARAGRAPH) return [whole];
  return block.sentences.map((sentence) => piece({ type: 'prose', sentences: [sentence] }));
}

/** Neighbouring sentences become a paragraph again. */
function join(pieces: readonly Placed[]): string {
  let text = '';
  let before: Placed | null = null;
  for (const piece of pieces) {
    const flows = before?.from === piece.from && piece.at === before.at + 1;
    text += `${before ? (flows ? ' ' : '\n\n') : ''}${render(piece.block)}`;
    before = piece;
  }
  return text;
}
