/**
 * A request as it goes out, byte for byte: adapters send what these functions make of it, and whoever explains an answer later makes
 * it again from the record of the turn. A change of a form gets a new name, and the old one stays: records of it are kept.
 */
import { MAX_OUTPUT_TOKENS } from './budget.ts';
import { requestOf, type ChatMessage, type ModelRequest, type Turn } from './turn.ts';

/** `chat-1`: a body of Chat Completions. `chat-plain-1`: one for an endpoint that takes no tools. `passages-1`: what the answerer that quotes is handed. */
export type RequestForm = 'chat-1' | 'chat-plain-1' | 'passages-1';

/** What is kept of a request beside its parts: whether one that was made again is the same, this tells. */
export type SentRequest = {
  form: RequestForm;
  model: string;
  /** UTF-8. */
  bytes: number;
  /** Of those bytes, hexadecimal. */
  sha256: string;
};

type Call = { id: string; type: 'function'; function: { name: string; arguments: string } };
type Message =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string }
  | { role: 'assistant'; content: string; tool_calls?: Call[] }
  | { role: 'tool'; tool_call_id: string; content: string };
export type ChatBody = {
  model: string;
  messages: Message[];
  tools?: { type: 'function'; function: { name: string; description: string; parameters: Record<string, unknown> } }[];
  max_completion_tokens: number;
  stream: true;
  stream_options: { include_usage: true };
};

export const chatBody = ({ messages, tools }: Pick<ModelRequest, 'messages' | 'tools'>, model: string): ChatBody => ({
  model,
  messages: messages.map(messageOf),
  ...(tools.length > 0 ? { tools: tools.map((tool) => ({ type: 'function', function: { ...tool, parameters: { ...tool.parameters } } })) } : {}),
  max_completion_tokens: MAX_OUTPUT_TOKENS,
  stream: true,
  stream_options: { include_usage: true },
});

/** What tools returned stands behind the question, as text; that there are none is said behind the instructions. */
export function plainChatBody({ messages, withoutTools = '' }: Pick<ModelRequest, 'messages' | 'withoutTools'>, model: string): ChatBody {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const found = messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []));
  const plain = messages.flatMap(({ role, content }, i): ChatMessage[] => {
    if (role === 'tool' || (role === 'assistant' && i > asked)) return [];
    if (role === 'system' && i === 0) return [{ role, content: joinedTexts([content, withoutTools]) }];
    return [{ role, content: i === asked ? joinedTexts([content, ...found]) : content }];
  });
  return chatBody({ messages: plain, tools: [] }, model);
}

const joinedTexts = (texts: readonly string[]): string => texts.filter(Boolean).join('\n\n');

function messageOf({ role, content, toolCalls, toolCallId = '' }: ChatMessage): Message {
  if (role === 'tool') return { role, tool_call_id: toolCallId, content };
  if (role !== 'assistant' || !toolCalls) return { role, content };
  return {
    role,
    content,
    tool_calls: toolCalls.map((call) => ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } })),
  };
}

/** @returns the text that was sent in one step of a turn, made again of its record */
export function sentText(
  turn: Pick<Turn, 'steps'> & { request: ModelRequest },
  step: number,
  { form, model }: Pick<SentRequest, 'form' | 'model'>,
): string {
  const request = requestOf(turn, step);
  switch (form) {
    case 'chat-1':
      return JSON.stringify(chatBody(request, model));
    case 'chat-plain-1':
      return JSON.stringify(plainChatBody(request, model));
    case 'passages-1':
      return JSON.stringify(request);
    default:
      return form satisfies never;
  }
}
