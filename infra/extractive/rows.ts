/** Which rows of a table a question is about: who asks for one price need not read all of them. */
import { stemsOf } from '../../workflows/domain/words.ts';
import type { Block } from './blocks.ts';

type Table = Extract<Block, { type: 'table' }>;

/** Rows of a table that is quoted whole. */
const MOST_ROWS = 8;
/** A table of so few rows is quoted whole, whatever is asked. */
const FEW_ROWS = 2;
/** Share of the best row's score that another one needs: which of two that fit alike is meant, the visitor sees. */
const BESIDE = 0.5;
/** Share of the rows that may hold a word which tells them apart. */
const TELLING = 0.5;
/** What a word counts that the heading has too, which says that the table is about it rather than which row. */
const SAID_BEFORE = 0.3;

/** Such a question is about the rows that it does not name as well: "plans without 5G", "the cheapest one". */
const WEIGHS_ALL =
  /\b(?:without|except|besides|others?|else|(?<!at )all|every|compared?|versus|vs|differ\w*|\w{3,}est|most|least|than|between)\b|\b(?:which|what|who)\b.*(?:\b(?:not|no)\b|n['’]t\b)/i;
/** A row that cannot be read without the one above. */
const LEANS = /^\s*\|\s*\||\|\s*(?:the same|same|as above|ditto|["″〃])\s*\|/i;

/**
 * @param about stems of title and section
 * @returns the table with the rows that hold what was asked; with the first ones where none does, or where all are weighed
 */
export function rowsFor(table: Table, question: string, about: ReadonlySet<string>): Table {
  const { rows } = table;
  const whole = { ...table, rows: rows.slice(0, MOST_ROWS) };
  if (rows.length <= FEW_ROWS || (rows.length <= MOST_ROWS && WEIGHS_ALL.test(question))) return whole;
  const stems = rows.map((row) => stemsOf(`${row} ${unhyphened(row)}`));
  const holding = [...stemsOf(question)].map((stem) => ({ stem, holds: stems.filter((row) => row.has(stem)).length }));
  const telling = holding.filter(({ holds }) => holds > 0 && holds <= rows.length * TELLING);
  if (!telling.some(({ stem }) => !about.has(stem))) return whole;
  const weights = telling.map(({ stem, holds }) => ({ stem, weight: (about.has(stem) ? SAID_BEFORE : 1) * Math.log((rows.length + 1) / holds) }));
  const scores = stems.map((row) => weights.reduce((sum, { stem, weight }) => sum + (row.has(stem) ? weight : 0), 0));
  const best = Math.max(...scores);
  const kept = scores.map((score) => score >= best * BESIDE);
  for (let i = rows.length - 1; i > 0; i--) if (kept[i] && LEANS.test(rows[i]!)) kept[i - 1] = true;
  return { ...table, rows: rows.filter((_row, i) => kept[i]).slice(0, MOST_ROWS) };
}

/** "Wi-Fi" is asked for as "wifi". */
const unhyphened = (text: string): string => text.replace(/(?<=\p{L})-(?=\p{L})/gu, '');
