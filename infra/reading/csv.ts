/** Questions with their answers, a row each: every question becomes a section. Rows that are no pair are told and left out. */
import { type CsvError, parse } from 'csv-parse/sync';
import type { Remark } from '../../workflows/domain/document.ts';
import { decode } from './decode.ts';
import type { Text } from './read.ts';
import { Refused } from './refused.ts';

/** Names of the columns, as people who write in these languages give them. */
const QUESTION = /^(questions?|q|frage|pregunta|domanda|vraag|pergunta)$/i;
const ANSWER = /^(answers?|a|antwort|réponse|reponse|respuesta|risposta|antwoord|resposta)$/i;

export function readCsv(bytes: Uint8Array): Text {
  const csv = decode(bytes);
  const remarks: Remark[] = [];
  const skipped = ({ lines, message }: CsvError) => {
    remarks.push({ place: `line ${lines}`, reason: `The line cannot be read: ${message.slice(0, 120)}.` });
  };
  let rows: Row[];
  try {
    rows = parse(csv, {
      delimiter: delimiterOf(csv),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => (error ? void skipped(error) : undefined),
    }) as unknown as Row[];
  } catch (cause) {
    throw new Refused('document.broken', { cause });
  }
  const { question, answer, named } = columnsOf(rows[0]?.record ?? []);
  const seen = new Map<string, number>();
  const sections: string[] = [];
  for (const { record, info } of named ? rows.slice(1) : rows) {
    const asked = record[question]?.replace(/\s+/g, ' ').trim() ?? '';
    const said = record[answer]?.trim() ?? '';
    const earlier = seen.get(asked.toLowerCase());
    const reason = !asked
      ? 'The question is missing.'
      : !said
        ? 'The answer is missing.'
        : earlier
          ? `The same question as in line ${earlier}.`
          : null;
    if (reason) {
      remarks.push({ place: `line ${info.lines}`, reason });
      continue;
    }
    seen.set(asked.toLowerCase(), info.lines);
    // Headings in an answer stand below its question, or they would end its section.
    sections.push(`## ${asked}\n\n${said.replace(/^#{1,2}(?= )/gm, '###')}`);
  }
  if (sections.length === 0) throw new Refused('document.noPairs');
  return { text: sections.join('\n\n'), title: null, remarks };
}

type Row = { record: string[]; info: { lines: number } };

/** By the header where there is one, else the first two. */
function columnsOf(header: readonly string[]): { question: number; answer: number; named: boolean } {
  const question = header.findIndex((name) => QUESTION.test(name.trim()));
  const answer = header.findIndex((name) => ANSWER.test(name.trim()));
  return question >= 0 && answer >= 0 ? { question, answer, named: true } : { question: 0, answer: 1, named: false };
}

/** Spreadsheets write the separator of their country: whichever the first line has most of. */
function delimiterOf(csv: string): string {
  const first = /^[^\n]*/.exec(csv)![0].replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((sign) => [sign, first.split(sign).length] as const);
  return counts.sort((a, b) => b[1] - a[1])[0]![0];
}
