/** What to quote of a passage for one question: all of it when it is short, else the blocks that speak of what was asked. */
import { type Block, blocksOf, render } from './blocks.ts';
import { stemsOf, wordCount } from '../../workflows/domain/words.ts';

/** Words of a quote, about; a list of steps may be longer, since half a list misleads. */
const MOST_WORDS = 90;
/** Rows of a table that is quoted whole. */
const MOST_ROWS = 8;

/**
 * @param heading title and section, whose words need not be in the quote: the passage is about them anyway
 * @returns Markdown whose every sentence, item and row is verbatim in `text`; null when the passage holds only headings
 */
export function quote(question: string, heading: string, text: string): string | null {
  const blocks = blocksOf(text);
  if (blocks.length === 0) return null;
  if (wordCount(blocks.map(render).join('\n')) <= MOST_WORDS) return blocks.map(render).join('\n\n');
  const asked = stemsOf(question);
  const about = stemsOf(heading);
  const weights = weigh(asked, about, blocks);
  const scored = blocks.flatMap((block) => split(block, weights)).map((piece, at) => ({ ...piece, at }));
  // Earlier pieces win a draw: help texts answer first and explain then.
  const ranked = [...scored].sort((a, b) => b.score - a.score || a.at - b.at);
  const kept: typeof scored = [];
  let words = 0;
  for (const piece of ranked) {
    if (kept.length > 0 && (words + piece.words > MOST_WORDS || piece.score < ranked[0]!.score / 3)) continue;
    kept.push(piece);
    words += piece.words;
  }
  return join(kept.sort((a, b) => a.at - b.at));
}

type Piece = { block: Block; score: number; words: number };

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
  if (block.type === 'prose') return block.sentences.map((sentence) => piece({ type: 'prose', sentences: [sentence] }));
  if (block.type !== 'table' || block.rows.length <= MOST_ROWS) return [piece(block)];
  const rows = block.rows.map((row) => ({ row, ...piece({ type: 'table', head: [], rows: [row] }) }));
  const best = Math.max(...rows.map(({ score }) => score));
  const fitting = best > 0 ? rows.filter(({ score }) => score === best) : rows;
  return [piece({ ...block, rows: fitting.slice(0, MOST_ROWS).map(({ row }) => row) })];
}

/** Neighbouring sentences become a paragraph again. */
function join(pieces: readonly (Piece & { at: number })[]): string {
  let text = '';
  let before: (Piece & { at: number }) | null = null;
  for (const piece of pieces) {
    const flows = before?.block.type === 'prose' && piece.block.type === 'prose' && piece.at === before.at + 1;
    text += `${before ? (flows ? ' ' : '\n\n') : ''}${render(piece.block)}`;
    before = piece;
  }
  return text;
}
