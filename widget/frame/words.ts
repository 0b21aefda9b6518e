/** Every sentence of the chat, in one place. */
import type { EntryView } from '../../api/protocol/conversation.ts';

export const words = {
  aiNotice: 'You are chatting with an AI assistant. It can make mistakes.',
  personNotice: 'You are chatting with a person.',
  back: 'Back to the chat',
  cannotOpen: 'The chat cannot be reached right now.',
  chat: 'Chat',
  close: 'Close chat',
  connecting: 'Connecting again…',
  delayed: 'Your message has arrived. Answers take longer than usual at the moment.',
  drop: 'Remove',
  earlier: 'Show earlier messages',
  failed: 'Not sent.',
  full: 'Too many messages are waiting to be sent. Please wait for the connection.',
  latest: 'Latest messages',
  log: 'Conversation',
  message: 'Your message',
  newSession: 'Your earlier chat has ended. This is a new one.',
  placeholder: 'Ask a question…',
  retry: 'Retry',
  send: 'Send',
  sending: 'Sending…',
  sent: 'Sent',
  source: 'Source',
  sourceFailed: 'This source cannot be shown right now.',
  sources: 'Sources',
  suggestions: 'Suggestions',
  tooLong: 'This message is too long. Please shorten it.',
  tryAgain: 'Try again',
  visitor: 'You',
  colleague: 'A colleague',
  pages: ({ first, last }: { first: number; last: number }) => (first === last ? `p. ${first}` : `pp. ${first}–${last}`),
  writing: (name: string) => `${name} is writing…`,
};

/** What a move says when it brings no sentence of its own. */
export function noticeOf({ kind, text, author }: EntryView): string {
  if (text) return text;
  if (kind === 'takenOver') return `${author.name ?? words.colleague} has joined.`;
  return {
    returned: 'The assistant is answering again.',
    escalated: 'Your question was passed on to our team.',
    resolved: 'This conversation was closed.',
    reopened: 'This conversation was opened again.',
    ended: 'This conversation has ended.',
    paused: 'Our team will answer here.',
    resumed: 'The assistant is answering again.',
    message: '',
  }[kind];
}
