/** The rules of the log, checked over a whole transcript. Races are judged by this and not by examples. */
import { fold, owedSeqs, type Conversation } from '../domain/conversation.ts';
import type { Entry } from '../domain/entry.ts';

/**
 * @param entries every entry of one conversation, in any order
 * @returns a line for each broken rule; none for a transcript that is right
 */
export function violations(entries: readonly Entry[]): string[] {
  const log = [...entries].sort((a, b) => a.seq - b.seq);
  const broken: string[] = [];
  const gaps = log.filter((entry, i) => entry.seq !== i + 1);
  if (gaps.length > 0) broken.push(`the numbers have a gap or a double before ${gaps[0]!.seq}`);
  for (const key of doubles(log.map((entry) => entry.key))) broken.push(`the key ${key} is stored twice`);
  const turns = log.flatMap(({ kind, author, body }) => (kind === 'message' && author.type === 'assistant' && body.turnId ? [body.turnId] : []));
  for (const turn of doubles(turns)) broken.push(`the turn ${turn} replied twice`);

  let view: Conversation | null = null;
  for (const entry of log) {
    if (view && entry.kind === 'message' && entry.author.type === 'assistant') broken.push(...faultsOfReply(entry, view, log));
    view = fold(view, entry);
  }
  return broken;
}

/** What a reply may not do, judged by where the conversation stood in front of it. */
function faultsOfReply({ seq, body }: Entry, before: Conversation, log: readonly Entry[]): string[] {
  const answers = body.answers ?? 0;
  const faults: string[] = [];
  if (before.mode !== 'ai') faults.push(`${seq}: the assistant speaks while a person answers`);
  if (before.status === 'resolved') faults.push(`${seq}: the assistant speaks in a resolved conversation`);
  if (!owedSeqs(before).some((owed) => owed <= answers)) faults.push(`${seq}: the assistant answers what is answered already`);
  const passed = log.filter((entry) => entry.seq > answers && entry.seq < seq && entry.author.type !== 'visitor' && !isNotice(entry));
  if (passed.length > 0) faults.push(`${seq}: the reply stands behind ${passed[0]!.seq}, which it did not know`);
  return faults;
}

/** That an answer takes longer is told beside the answer and changes nothing. */
const isNotice = ({ kind, author }: Entry): boolean => kind === 'message' && author.type === 'system';

/** The visitor's messages that nobody answered or escalated, in a conversation that has come to rest with the assistant. */
export function unanswered(entries: readonly Entry[]): number[] {
  const log = [...entries].sort((a, b) => a.seq - b.seq);
  const view = log.reduce<Conversation | null>(fold, null);
  return view && view.mode === 'ai' && view.status !== 'resolved' ? owedSeqs(view) : [];
}

const doubles = (values: readonly string[]): string[] => [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
