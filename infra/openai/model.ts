/**
 * Answers by any OpenAI-compatible endpoint: Chat Completions, streamed. What the model calls is handed on as it wrote it.
 * Retries are Temporal's; a cancelled turn closes the provider's connection.
 */
import OpenAI from 'openai';
import { tokensOf } from '../../workflows/domain/budget.ts';
import { answerCheck } from '../../workflows/domain/checked-answer.ts';
import { OWN_TOOLS } from '../../workflows/domain/http-function.ts';
import { chatBody, plainChatBody, type ChatBody } from '../../workflows/domain/sent-request.ts';
import type { Draft, ModelRequest, Said, ToolCall, Usage } from '../../workflows/domain/turn.ts';
import type { Model } from '../ports/model.ts';
import type { Egress } from '../egress/egress.ts';
import { patience, type Limits } from './patience.ts';
import { asFault, ModelFault } from './fault.ts';
import { toolDialects, type ToolDialects } from './tool-dialects.ts';

export type OpenAiOptions = {
  apiKey: string;
  baseURL?: string | undefined;
  model: string;
  egress: Egress;
  limits?: Partial<Limits> | undefined;
  /** Shared by all who ask the same model at the same endpoint. */
  dialects?: ToolDialects | undefined;
  log?: { warn(fields: object, message: string): void } | undefined;
};

/** A provider that is silent for 15 s has failed, and so has one that talks for two minutes. */
export const LIMITS: Limits = { idleMs: 15_000, totalMs: 120_000 };
/** An answer longer than this is not an answer, characters. */
const MAX_CHARS = 20_000;
/** Nor one that calls so much at once. */
const MAX_CALLS = 16;
/** Nor is one that takes more bytes on the wire: some providers wrap each word in half a kilobyte. */
const MAX_BYTES = 4_000_000;

export function openAiModel({ apiKey, baseURL, model, egress, limits = {}, dialects = toolDialects(), log }: OpenAiOptions): Model {
  const { idleMs, totalMs } = { ...LIMITS, ...limits };
  // Silent: what the client cannot parse it would print, and that may be a visitor's words.
  const client = new OpenAI({
    apiKey,
    baseURL,
    maxRetries: 0,
    timeout: totalMs,
    logLevel: 'off',
    fetch: egress.fetch({ maxBytes: MAX_BYTES, totalMs }),
  });
  return {
    name: model,
    generative: true,
    async draft(request, { signal, onToken, onWritten, onSent }): Promise<Draft> {
      // The floor holds for every model: with nothing found there is nothing to answer from.
      if (!request.passages.some((passage) => passage.score >= request.floor) && !hasFunctions(request)) return nothingFound(model);
      const wait = patience(signal, { idleMs, totalMs });
      try {
        const send = (form: 'chat-1' | 'chat-plain-1', body: ChatBody) => {
          // The client sends the very same text.
          onSent?.({ form, model, text: JSON.stringify(body) });
          return client.chat.completions.create(body, { signal: wait.signal });
        };
        const withoutTools = () => send('chat-plain-1', plainChatBody(request, model));
        const { tools } = request;
        const stream =
          tools.length === 0 || dialects.takes(tools)
            ? await send('chat-1', chatBody(request, model)).catch(async (error: unknown) => {
                if (tools.length === 0 || !mayMeanTools(error)) throw error;
                // Refused without tools as well, it is refused for something else.
                const plain = await withoutTools();
                dialects.refused(tools);
                log?.warn({ reason: 'toolsRefused', model }, 'the endpoint takes no tools: it is asked without any');
                return plain;
              })
            : await withoutTools();
        return await readDraft(wait.watch(stream), request, model, { onToken, onWritten });
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

/** By one of these an endpoint refuses what it does not know; what it says about it differs. */
const REFUSALS = [400, 404, 422, 501];
const mayMeanTools = (error: unknown): boolean => error instanceof OpenAI.APIError && REFUSALS.includes(error.status as number);

/** What a tenant's own system says may answer what no document does. */
const hasFunctions = ({ tools }: ModelRequest): boolean => tools.some(({ name }) => !OWN_TOOLS.includes(name));

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
  { onToken, onWritten }: Pick<Parameters<Model['draft']>[1], 'onToken' | 'onWritten'>,
): Promise<Draft> {
  const check = answerCheck(request, onToken);
  let text = '';
  let written = 0;
  let finished = false;
  let reported: OpenAI.CompletionUsage | undefined;
  const calls = new Map<number, ToolCall>();
  for await (const chunk of stream) {
    const [choice] = chunk.choices;
    const piece = choice?.delta.content ?? '';
    if (piece) {
      text += piece;
      onWritten?.(piece);
      check.push(piece);
    }
    for (const { index, id, function: part } of choice?.delta.tool_calls ?? []) {
      const call = calls.get(index) ?? { id: `call_${index + 1}`, name: '', arguments: '' };
      calls.set(index, { id: id || call.id, name: call.name || (part?.name ?? ''), arguments: call.arguments + (part?.arguments ?? '') });
      written += part?.arguments?.length ?? 0;
      onWritten?.(part?.arguments ?? '');
    }
    finished ||= Boolean(choice?.finish_reason);
    if (chunk.usage) reported = chunk.usage;
    if (text.length + written > MAX_CHARS || calls.size > MAX_CALLS) throw new ModelFault('garbled');
  }
  const said = [...calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
  // Some endpoints report nothing, or zeros; what they did has its price all the same.
  const usage: Usage = reported?.total_tokens
    ? { inputTokens: reported.prompt_tokens, outputTokens: reported.completion_tokens }
    : { inputTokens: tokensOf(JSON.stringify(request.messages)), outputTokens: tokensOf(text + JSON.stringify(said)), estimated: true };
  // A stream that ends without saying why was cut: half an answer is none.
  if (!finished || (said.length === 0 && !text.trim())) throw new ModelFault('garbled', undefined, false, usage);
  if (said.length > 0) return { type: 'tools', text: text.trim(), ...whatWasSaid(check.shown()), calls: said, model, usage };
  const checked = check.end();
  return checked.type === 'said'
    ? { type: 'reply', text: checked.text, used: checked.used, model, usage }
    : { type: 'escalate', reason: 'modelUnsure', summary: UNSAID[checked.why], ...whatWasSaid(checked.shown), model, usage };
}

const whatWasSaid = (said: Said): { said?: Said } => (said.text ? { said } : {});

/** For whoever takes over. */
const UNSAID = {
  unsupported: 'What the model wrote does not stand in the sources, so it was not sent.',
  otherLanguage: 'The model answered in another language than the visitor’s, so it was not sent.',
};
