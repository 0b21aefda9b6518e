/**
 * The half that lives on the host page: a launcher, and at the first wish an iframe with the chat. It adds one global,
 * `Parley`, changes no style of the page, and never throws. Before it shows the launcher it asks once whether this page may
 * show this tenant's chat; everything else waits until somebody wants to chat.
 *
 *   <script async src="https://chat.example/widget.js" data-tenant="demo"></script>
 *   Parley('init' | 'show' | 'hide' | 'destroy'), Parley('newMessage', text), Parley('identify', proof), Parley('endSession');
 *   events parley:ready|open|close|message|unread
 */
import css from './launcher.css?inline';
import { CONNECT } from './messages.ts';
import type { ToFrame, ToHost } from './messages.ts';

type Queue = { q?: Iterable<unknown>[]; loaded?: boolean };
type Parley = ((...call: unknown[]) => void) & Queue;

const page = window as unknown as { Parley?: Parley };
const script = document.currentScript as HTMLScriptElement | null;
const SLOW_MS = 10_000;
const READY = 'panel ready';

let origin = '';
let tenant = script?.dataset.tenant;
let root: HTMLElement | undefined;
let panel: HTMLElement;
let launcher: HTMLButtonElement;
let badge: HTMLElement;
let note: HTMLElement;
let frame: HTMLIFrameElement | undefined;
let port: MessagePort | undefined;
/** For the chat, while it is not there yet. */
let waiting: ToFrame[] = [];
let slow: ReturnType<typeof setTimeout> | undefined;

const isOpen = () => !!root && !panel.hidden;
const emit = (name: string, detail?: unknown) => dispatchEvent(new CustomEvent(`parley:${name}`, { detail }));
const at = (path: string) => `${origin}${path}?${new URLSearchParams({ tenant: tenant!, host: location.origin })}`;

function add<K extends keyof HTMLElementTagNameMap>(parent: Node, tag: K, className = ''): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = className;
  parent.appendChild(node);
  return node;
}

const calls: Record<string, (argument?: unknown) => void> = {
  // Without a prototype, so that only these names can be called.
  __proto__: null as never,
  init(options) {
    tenant = (options as { tenant?: string } | undefined)?.tenant || tenant;
    if (root || !tenant || !origin) return;
    if (!document.body) return document.addEventListener('DOMContentLoaded', calls.init!, { once: true });
    const made = (root = document.createElement('parley-chat'));
    const shadow = made.attachShadow({ mode: 'open' });
    // A constructed sheet, because a strict CSP of the host page would refuse a <style>.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    panel = add(shadow, 'div', 'panel');
    panel.hidden = true;
    note = add(panel, 'div', 'note');
    note.role = 'status';
    launcher = add(shadow, 'button', 'launcher');
    launcher.onclick = () => (isOpen() ? Parley('hide') : Parley('show'));
    badge = add(launcher, 'b');
    unread(0);
    made.onkeydown = (event) => event.key === 'Escape' && isOpen() && Parley('hide');
    // Shown when the door says yes: for an unknown tenant, on a foreign site or without a network there is no launcher.
    fetch(at('/api/v1/widget/door')).then(
      ({ ok }) => {
        if (!ok || made !== root) return;
        document.body.appendChild(made);
        emit('ready');
      },
      () => {},
    );
  },
  show() {
    if (!root || isOpen()) return;
    panel.hidden = false;
    unread(0);
    if (!frame) load();
    enter();
    emit('open');
  },
  hide() {
    if (!isOpen()) return;
    panel.hidden = true;
    unread(0);
    tell({ type: 'hidden' });
    launcher.focus();
    emit('close');
  },
  newMessage(text) {
    if (!root) return;
    calls.show!();
    enter();
    if (text) tell({ type: 'prefill', text: `${text as string}` });
  },
  identify(proof) {
    tell({ type: 'identify', proof });
  },
  endSession() {
    if (!root) return;
    if (!frame) load();
    tell({ type: 'endSession' });
  },
  destroy() {
    document.removeEventListener('DOMContentLoaded', calls.init!);
    clearTimeout(slow);
    port?.close();
    root?.remove();
    root = frame = port = undefined;
    waiting = [];
  },
};

/** Shows how many messages wait, and names the launcher for those who cannot see it. */
function unread(count: number): void {
  badge.hidden = !count;
  badge.textContent = `${count}`;
  launcher.ariaLabel = isOpen() ? 'Close chat' : `Open chat${count ? `, ${count} unread` : ''}`;
  launcher.ariaExpanded = `${isOpen()}`;
}

function load(): void {
  frame?.remove();
  panel.className = 'panel';
  note.textContent = 'Loading';
  clearTimeout(slow);
  slow = setTimeout(() => {
    note.textContent = 'The chat could not load.';
    const again = add(note, 'button');
    again.textContent = 'Retry';
    again.onclick = load;
  }, SLOW_MS);
  const element = (frame = add(panel, 'iframe'));
  element.title = 'Chat';
  element.onload = () => {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = hear;
    // The exact origin: if anything else was loaded into the frame, the port goes nowhere.
    element.contentWindow?.postMessage({ type: CONNECT }, origin, [channel.port2]);
  };
  element.src = at('/widget/frame');
}

function hear({ data }: MessageEvent<Partial<ToHost> | null>): void {
  if (data?.type === 'ready') {
    clearTimeout(slow);
    panel.className = READY;
    tell();
    if (isOpen()) frame!.focus();
  } else if (data?.type === 'close') Parley('hide');
  else if (data?.type === 'unread' && Number.isInteger(data.count) && !isOpen()) {
    unread(data.count!);
    emit('unread', { count: data.count });
  } else if (data?.type === 'message' && /^(visitor|assistant|agent)$/.test(data.author!)) emit('message', { author: data.author });
}

/** Hands the focus to an open chat. */
function enter(): void {
  frame!.focus();
  tell({ type: 'shown' });
}

/** Says it, behind whatever waits before it, as soon as the chat is there. */
function tell(...messages: ToFrame[]): void {
  waiting.push(...messages);
  if (root && panel.className === READY) for (const message of waiting.splice(0)) port!.postMessage(message);
}

const Parley: Parley = (name, argument) => {
  try {
    calls[name as string]?.(argument);
  } catch {
    // The page is not ours to break: a chat that cannot start leaves it as it was.
  }
};

try {
  const early = page.Parley;
  if (!early?.loaded) {
    origin = new URL(script!.src).origin;
    Parley.loaded = true;
    page.Parley = Parley;
    Parley('init');
    for (const call of early?.q ?? []) Parley(...call);
  }
} catch {
  // No script tag to learn the origin from: nothing was added, nothing is broken.
}
