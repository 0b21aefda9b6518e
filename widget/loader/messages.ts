/**
 * What loader and frame may say to each other, over a private message port. A proof of the host page goes in; no token and none of
 * a visitor's words ever come out.
 */

/** The one window message: it carries the port, addressed to the exact origin of the chat. */
export const CONNECT = 'parley:connect';

/** Loader -> frame. */
export type ToFrame =
  { type: 'shown' } | { type: 'hidden' } | { type: 'prefill'; text: string } | { type: 'identify'; proof: unknown } | { type: 'endSession' };

/** Frame -> loader. `unread` counts what came in while the panel was hidden. */
export type ToHost =
  { type: 'ready' } | { type: 'close' } | { type: 'unread'; count: number } | { type: 'message'; author: 'visitor' | 'assistant' | 'agent' };
