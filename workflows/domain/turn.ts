/** A turn is one answer of the assistant, from opening to commit; its record explains the answer later. */
import type { Citation, EscalationReason } from './entry.ts';
import type { Hit, Pages } from './document.ts';
import type { EffectKey, ToolKind } from './effects.ts';
import type { SentRequest } from './sent-request.ts';
import type { ConversationId, DocumentId, RevisionId, TenantId, TurnId } from './ids.ts';
import type { Locale } from './persona.ts';

/** A call that a model asks for; `arguments` are JSON as it wrote them, valid or not. */
export type ToolCall = { id: string; name: string; arguments: string };

export type ChatMessage = {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  /** Of the assistant. */
  toolCalls?: ToolCall[];
  /** Of a tool: which call it answers. */
  toolCallId?: string;
};

/** A chunk handed to the model, with its text as it was. */
export type Passage = Hit & {
  n: number;
  documentId: DocumentId;
  title: string;
  section: string;
  /** Absent where the file has no pages. */
  pages?: Pages | null;
  /** Of a page of a site. */
  url?: string;
  text: string;
  /** Of the best passages: which of the things asked it is the best for, from 0, in the order of `ModelRequest.asked`. */
  leads?: number[];
  /** Of a passage that a tool found: the revision published then. */
  revisionId?: RevisionId;
};

/** The part of JSON Schema in which tools say what they take. Nothing else may be handed to them. */
export type Property = { type: 'string' | 'number' | 'integer' | 'boolean'; description?: string; enum?: readonly string[] };
export type Parameters = { type: 'object'; properties: Record<string, Property>; required: readonly string[]; additionalProperties: false };

/** A tool as a model is told of it. */
export type ToolSpec = { name: string; description: string; parameters: Parameters };

/** The request as sent, before the adapter adds its wire format. */
export type ModelRequest = {
  messages: ChatMessage[];
  tools: ToolSpec[];
  /** The visitor's unanswered messages as one text. */
  question: string;
  /** What the question asks, as it was searched for: completed, in English, a text for each thing asked. Absent, the question as it is. */
  asked?: string[];
  passages: Passage[];
  /** Score under which nothing found counts as an answer, 0 to 1. */
  floor: number;
  /** Of the tenant, to which an answer may link; absent, none. */
  sites?: string[];
  /** In which of our languages the visitor is spoken to; absent, English. */
  locale?: Locale;
  /** What an endpoint is told that takes no tools. */
  withoutTools?: string;
};

/** `estimated`: the provider did not say, so it was counted by us. */
export type Usage = { inputTokens: number; outputTokens: number; estimated?: true };

/** What a visitor saw of an answer that did not come to its end; it stays, and what follows stands behind it. */
export type Said = { text: string; /** The numbers of the passages used. */ used: number[] };

export type Draft =
  | { type: 'reply'; text: string; /** The numbers of the passages used. */ used: number[]; model: string; usage: Usage }
  | { type: 'escalate'; reason: EscalationReason; summary: string; said?: Said; model: string; usage: Usage }
  | { type: 'tools'; text: string; said?: Said; calls: ToolCall[]; model: string; usage: Usage };

/** Who is asked: the usual model, its stand-in, or the answerer that quotes passages. */
export type Answerer = 'model' | 'fallback' | 'quotes';

/** What a turn did between its search and its end, each under its effect key: of two with one key the first counts. */
export type TurnStep = { key: EffectKey; step: number } & (
  | {
      type: 'model';
      by: Answerer;
      draft: Draft;
      /** Of each call: how it may be run; null when it may not. */
      calls: (ToolKind | null)[];
      /** Null: nobody was asked, since there was nothing to answer from. */
      sent?: SentRequest | null;
      /** Millionths of a US dollar; null where the installation knows no prices. */
      costMicros?: number | null;
      tookMs?: number;
    }
  | { type: 'tool'; call: number; ok: boolean; /** What the model is told. */ result: string; found: Passage[]; tookMs?: number }
);
type StepOf<T extends TurnStep['type']> = Extract<TurnStep, { type: T }>;

export const modelStep = ({ steps }: Pick<Turn, 'steps'>, step: number): StepOf<'model'> | undefined =>
  steps.find((one): one is StepOf<'model'> => one.type === 'model' && one.step === step);

/** @param call from 1, in the order in which the model asked for them */
export const toolStep = ({ steps }: Pick<Turn, 'steps'>, step: number, call: number): StepOf<'tool'> | undefined =>
  steps.find((one): one is StepOf<'tool'> => one.type === 'tool' && one.step === step && one.call === call);

/** Everything found for the turn, by its search and by tools. */
export const passagesOf = ({ passages, steps }: Pick<Turn, 'passages' | 'steps'>): Passage[] => {
  const found = steps.flatMap((one) => (one.type === 'tool' && toolStep({ steps }, one.step, one.call) === one ? one.found : []));
  return [...passages, ...found.filter(({ n }) => !passages.some((known) => known.n === n))];
};

/** The request of one step, byte for byte as it was sent: the first one, and behind it what was called and what came of it. */
export function requestOf(turn: Pick<Turn, 'steps'> & { request: ModelRequest }, step: number): ModelRequest {
  const messages = [...turn.request.messages];
  const passages = [...turn.request.passages];
  for (let n = 1; n < step; n++) {
    const said = modelStep(turn, n)?.draft;
    if (said?.type !== 'tools') break;
    messages.push({ role: 'assistant', content: said.text, toolCalls: said.calls });
    for (const [i, { id }] of said.calls.entries()) {
      const ran = toolStep(turn, n, i + 1);
      messages.push({ role: 'tool', content: ran?.result ?? '', toolCallId: id });
      passages.push(...(ran?.found ?? []));
    }
  }
  return { ...turn.request, messages, passages };
}

/** What the visitor saw of a turn before its step `before`: of steps that called tools or gave up. */
export function saidIn({ steps }: Pick<Turn, 'steps'>, before = Infinity): Said {
  const counted = steps.filter((one): one is StepOf<'model'> => one.type === 'model' && one.step < before && modelStep({ steps }, one.step) === one);
  return joined(counted.map(({ draft }) => (draft.type === 'reply' ? undefined : draft.said)));
}

/** One behind the other, as paragraphs. */
export function joined(parts: readonly (Said | undefined)[]): Said {
  const all = parts.filter((part) => part !== undefined && part.text !== '') as Said[];
  return { text: all.map(({ text }) => text).join('\n\n'), used: [...new Set(all.flatMap(({ used }) => used))] };
}

export type TurnOutcome = 'open' | 'replied' | 'escalated' | 'superseded' | 'notNeeded';

export type Turn = {
  _id: TurnId;
  tenantId: TenantId;
  conversationId: ConversationId;
  /** Seqs of the visitor's messages that it answers. */
  answers: number[];
  upTo: number;
  settingsVersion: number;
  revisionId: RevisionId | null;
  question: string;
  passages: Passage[];
  /** The index was down when they were searched for: words alone decided. */
  withoutIndex?: boolean;
  /** What they were searched for with; see `ModelRequest.asked`. */
  asked?: string[];
  /** Of the first step; those behind it follow from `steps`. */
  request: ModelRequest | null;
  /** Of the prompt in the request, as `reply@1`; absent where none was made. */
  promptVersion?: string;
  steps: TurnStep[];
  draft: Draft | null;
  citations: Citation[];
  outcome: TurnOutcome;
  reason: EscalationReason | null;
  timings: { openedAt: Date; searchedAt?: Date; firstTokenAt?: Date; lastTokenAt?: Date; draftedAt?: Date; endedAt?: Date };
};
