/** The composition root of the console: one session, one socket, one inbox, one set of documents per tab. */
import { toast } from 'svelte-sonner';
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { apiClient } from '#lib/api/client.ts';
import { AssistantState } from './assistant.svelte.ts';
import { Canned } from './canned.svelte.ts';
import { Inbox } from './inbox.svelte.ts';
import { Knowledge } from './knowledge.svelte.ts';
import { Live } from './live.svelte.ts';
import { Sites } from './sites.svelte.ts';
import { SessionState } from './session.svelte.ts';

export const session = new SessionState();
export const client = apiClient(session);
export const live = new Live(session);
export const inbox = new Inbox(client, live, ({ id, lastMessage }) =>
  toast.warning('A visitor asks for a person', {
    description: lastMessage?.excerpt,
    action: { label: 'Open', onClick: () => void goto(resolve('/(console)/inbox/[conversationId]', { conversationId: id })) },
  }),
);
export const assistant = new AssistantState(client);
export const canned = new Canned(client);
export const knowledge = new Knowledge(client, session, live);
export const sites = new Sites(client, live, () => {
  void knowledge.load();
  void knowledge.loadRevisions();
});

/** What one user saw must not greet the next. */
export function forgetAll(): void {
  live.stop();
  assistant.stop();
  inbox.forget();
  knowledge.forget();
  sites.forget();
  canned.forget();
}
