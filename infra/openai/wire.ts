/** A request in the words of the protocol; the same request is always the same bytes. */
import type OpenAI from 'openai';
import type { ChatMessage, ModelRequest } from '../../workflows/domain/turn.ts';

export type Wire = { messages: OpenAI.ChatCompletionMessageParam[]; tools?: OpenAI.ChatCompletionTool[] };

export const wireOf = ({ messages, tools }: Pick<ModelRequest, 'messages' | 'tools'>): Wire => ({
  messages: messages.map(messageOf),
  ...(tools.length > 0 ? { tools: tools.map((tool) => ({ type: 'function', function: { ...tool, parameters: { ...tool.parameters } } })) } : {}),
});

function messageOf({ role, content, toolCalls, toolCallId = '' }: ChatMessage): OpenAI.ChatCompletionMessageParam {
  if (role === 'tool') return { role, tool_call_id: toolCallId, content };
  if (role !== 'assistant' || !toolCalls) return { role, content };
  return {
    role,
    content,
    tool_calls: toolCalls.map((call) => ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } })),
  };
}
