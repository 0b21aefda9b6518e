/** Reads a file of questions: JSON lines, each fault named by its line. */
import { z } from 'zod';
import { Misuse } from '../command.ts';

const Question = z.object({
  id: z.union([z.string().min(1), z.number()]),
  question: z.string().min(1),
  history: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() })).default([]),
  lang: z.string().optional(),
});
export type Question = z.infer<typeof Question>;

/**
 * @param text JSON lines; empty lines are passed over, unknown fields too
 * @throws {Misuse} naming file and line of everything that is wrong, ten at most
 */
export function readQuestions(text: string, file: string): Question[] {
  const questions: Question[] = [];
  const faults: string[] = [];
  text.split(/\r?\n/).forEach((line, i) => {
    if (!line.trim()) return;
    const json = parse(line);
    const parsed = Question.safeParse(json);
    if (json === undefined) faults.push(`${file}:${i + 1}: This is no JSON.`);
    else if (parsed.success) questions.push(parsed.data);
    else
      faults.push(
        `${file}:${i + 1}: ${parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; ')}`,
      );
  });
  if (faults.length > 0) throw new Misuse([...faults.slice(0, 10), ...(faults.length > 10 ? [`and ${faults.length - 10} more`] : [])].join('\n'));
  if (questions.length === 0) throw new Misuse(`${file} holds no question.`);
  return questions;
}

/** Undefined for what is no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
