/** What loader and frame may say to each other, over a private message port. Never a token, never a visitor's words. */

/** The one window message: it carries the port, addressed to the exact origin of the chat. */
export const CONNECT = 'parley:connect';

/** Loader -> frame. */
export type ToFrame = { type: 'shown' } | { type: 'hidden' } | { type: 'prefill'; text: string };

/** Frame -> loader. `unread` counts what came in while the panel was hidden. */
export type ToHost =
  { type: 'ready' } | { type: 'close' } | { type: 'unread'; count: number } | { type: 'message'; author: 'visitor' | 'assistant' | 'agent' };
