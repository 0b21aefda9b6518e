/**
 * Answers by any OpenAI-compatible endpoint: Chat Completions, streamed. Escalation is a tool that the model calls, never a
 * word in its prose. Retries are Temporal's; a cancelled turn closes the provider's connection.
 */
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { Draft, ModelRequest } from '../../workflows/domain/turn.ts';
import type { Model, ModelFaultKind } from '../ports/model.ts';
import { cappedFetch } from '../egress/capped-fetch.ts';
import { patience, type Limits } from './patience.ts';

export type OpenAiOptions = { apiKey: string; baseURL?: string | undefined; model: string; limits?: Partial<Limits> | undefined };

/** A provider that is silent for 15 s has failed, and so has one that talks for two minutes. */
export const LIMITS: Limits = { idleMs: 15_000, totalMs: 120_000 };
/** An answer longer than this is not an answer, characters. */
const MAX_CHARS = 20_000;
/** Nor is one that takes more bytes on the wire: some providers wrap each word in half a kilobyte. */
const MAX_BYTES = 4_000_000;

/** Thrown when the provider refuses or fails. Holds no words of the provider: they may quote the visitor's. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly kind: ModelFaultKind;
  readonly retryAfterMs: number | undefined;
  constructor(kind: ModelFaultKind, retryAfterMs?: number) {
    super(`The model failed: ${kind}.`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

const ESCALATE: OpenAI.ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'escalate',
    description: 'Hands the conversation to a person. Use it when the sources do not answer the question or the visitor wants a person.',
    parameters: {
      type: 'object',
      properties: {
        reason: { type: 'string', enum: ['nothingFound', 'askedForPerson', 'modelUnsure'] },
        summary: { type: 'string', description: 'One or two sentences for the person who takes over.' },
      },
      required: ['reason', 'summary'],
      additionalProperties: false,
    },
  },
};

export function openAiModel({ apiKey, baseURL, model, limits = {} }: OpenAiOptions): Model {
  const { idleMs, totalMs } = { ...LIMITS, ...limits };
  // Silent: what the client cannot parse it would print, and that may be a visitor's words.
  const client = new OpenAI({
    apiKey,
    baseURL,
    maxRetries: 0,
    timeout: totalMs,
    logLevel: 'off',
    fetch: cappedFetch(MAX_BYTES, () => new ModelFault('garbled')),
  });
  return {
    name: model,
    generative: true,
    async draft(request, { signal, onToken }): Promise<Draft> {
      // The floor holds for every model: with nothing found there is nothing to answer from.
      if (!request.passages.some((passage) => passage.score >= request.floor)) return nothingFound(model);
      const wait = patience(signal, { idleMs, totalMs });
      try {
        const stream = await client.chat.completions.create(
          { model, messages: request.messages, tools: [ESCALATE], stream: true, stream_options: { include_usage: true } },
          { signal: wait.signal },
        );
        return await readDraft(wait.watch(stream), request, model, onToken);
      } catch (error) {
        // The client ends an aborted stream in silence, which would look like one that broke off.
        if (signal.aborted) throw new ModelFault('aborted');
        throw wait.isOver() ? new ModelFault('timeout') : asFault(error);
      } finally {
        wait.end();
      }
    },
  };
}

const nothingFound = (model: string): Draft => ({
  type: 'escalate',
  reason: 'nothingFound',
  summary: '',
  model,
  usage: { inputTokens: 0, outputTokens: 0 },
});

async function readDraft(
  stream: AsyncIterable<OpenAI.ChatCompletionChunk>,
  request: ModelRequest,
  model: string,
  onToken: (text: string) => void,
): Promise<Draft> {
  let text = '';
  let toolArguments = '';
  let escalates = false;
  let finished = false;
  let usage = { inputTokens: 0, outputTokens: 0 };
  for await (const chunk of stream) {
    const [choice] = chunk.choices;
    const piece = choice?.delta.content ?? '';
    if (piece) {
      text += piece;
      onToken(piece);
    }
    for (const call of choice?.delta.tool_calls ?? []) {
      escalates ||= call.function?.name === 'escalate';
      toolArguments += call.function?.arguments ?? '';
    }
    finished ||= Boolean(choice?.finish_reason);
    if (chunk.usage) usage = { inputTokens: chunk.usage.prompt_tokens, outputTokens: chunk.usage.completion_tokens };
    if (text.length > MAX_CHARS || toolArguments.length > MAX_CHARS) throw new ModelFault('garbled');
  }
  // A stream that ends without saying why was cut: half an answer is none.
  if (!finished) throw new ModelFault('garbled');
  if (escalates) return { type: 'escalate', ...readArguments(toolArguments), model, usage };
  if (!text.trim()) throw new ModelFault('garbled');
  return { type: 'reply', text: text.trim(), used: citedNumbers(text, request), model, usage };
}

const REASONS = ['nothingFound', 'askedForPerson', 'modelUnsure'] as const;

function readArguments(json: string): { reason: (typeof REASONS)[number]; summary: string } {
  try {
    const { reason, summary } = JSON.parse(json) as { reason?: unknown; summary?: unknown };
    const known = REASONS.find((one) => one === reason);
    return { reason: known ?? 'modelUnsure', summary: typeof summary === 'string' ? summary.slice(0, 1_000) : '' };
  } catch {
    return { reason: 'modelUnsure', summary: '' };
  }
}

/** The sources that the answer names by number, in order of their first use. */
function citedNumbers(text: string, { passages }: ModelRequest): number[] {
  const named = [...text.matchAll(/\[(\d{1,2})\]/g)].map((match) => Number(match[1]));
  return [...new Set(named)].filter((n) => passages.some((passage) => passage.n === n));
}

function asFault(error: unknown): unknown {
  if (error instanceof ModelFault) return error;
  if (error instanceof Error && error.cause instanceof ModelFault) return error.cause;
  if (error instanceof APIUserAbortError) return new ModelFault('aborted');
  if (error instanceof APIConnectionTimeoutError) return new ModelFault('timeout');
  if (error instanceof APIConnectionError) return new ModelFault('unavailable');
  if (error instanceof APIError) {
    const status = error.status as number | undefined;
    if (status === 429) return new ModelFault('rateLimited', retryAfterMs(error.headers));
    if (status === 408) return new ModelFault('timeout');
    if (status !== undefined && status >= 400 && status < 500) return new ModelFault('refused');
    return new ModelFault('unavailable', retryAfterMs(error.headers));
  }
  // What parses as no answer, or as JSON of another shape.
  if (error instanceof SyntaxError || error instanceof TypeError) return new ModelFault('garbled');
  return new ModelFault('unavailable');
}

/** Retry-After in seconds, bounded to five minutes. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1_000 : undefined;
}
