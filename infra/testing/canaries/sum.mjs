/** The canary report of a run: the reports that its worlds left, summed by sink, as lines and as JSON. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string | undefined} folder where worlds left their reports
 * @param {string | undefined} out a file for the JSON
 * @returns {string} a line, with a table when `out` is asked for; empty when no world was opened
 */
export function sumCanaries(folder, out) {
  if (!folder || !existsSync(folder)) return '';
  const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const sinks = {};
  let words = 0;
  for (const report of reports) {
    words += report.words;
    for (const [sink, { texts, bytes }] of Object.entries(report.searched)) {
      const sum = (sinks[sink] ??= { texts: 0, bytes: 0, foreign: 0 });
      sum.texts += texts;
      sum.bytes += bytes;
      sum.foreign += report.leaks.filter((leak) => leak.sink === sink).length;
    }
  }
  const all = Object.values(sinks);
  const total = (name) => all.reduce((sum, one) => sum + one[name], 0);
  const report = { worlds: reports.length, words, texts: total('texts'), bytes: total('bytes'), foreign: total('foreign'), sinks };
  const line = `canaries: ${report.worlds} worlds, ${all.length} sinks, ${words} words looked for in ${report.texts} texts of ${report.bytes} bytes, ${report.foreign} foreign`;
  if (!out) return line;
  writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  const rows = Object.entries(sinks).map(
    ([sink, { texts, bytes, foreign }]) =>
      `  ${sink.padEnd(22)}${String(texts).padStart(9)}${String(bytes).padStart(12)}${String(foreign).padStart(9)}`,
  );
  return [`  ${'sink'.padEnd(22)}${'texts'.padStart(9)}${'bytes'.padStart(12)}${'foreign'.padStart(9)}`, ...rows, line].join('\n');
}
