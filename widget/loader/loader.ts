/**
 * The half that lives on the host page: a launcher, and at the first wish an iframe with the chat. It adds one global,
 * `Parley`, changes no style of the page, asks the network for nothing before somebody wants to chat, and never throws.
 *
 *   <script async src="https://chat.example/widget.js" data-tenant="demo"></script>
 *   Parley('init' | 'show' | 'hide' | 'destroy'), Parley('newMessage', text); events parley:ready|open|close|message|unread
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
const CHAT = 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z';
const CROSS = 'M6 6l12 12M18 6L6 18';

let origin = '';
let tenant = script?.dataset.tenant;
let root: HTMLElement | undefined;
let panel: HTMLElement;
let launcher: HTMLButtonElement;
let icon: Element;
let badge: HTMLElement;
let note: HTMLElement;
let frame: HTMLIFrameElement | undefined;
let port: MessagePort | undefined;
let prefill = '';
let slow: ReturnType<typeof setTimeout> | undefined;

const isOpen = () => !!root && !panel.hidden;
const emit = (name: string, detail?: unknown) => dispatchEvent(new CustomEvent(`parley:${name}`, { detail }));
const tell = (message: ToFrame) => port?.postMessage(message);

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
    root = document.createElement('parley-chat');
    const shadow = root.attachShadow({ mode: 'open' });
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
    const svg = launcher.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
    svg.setAttribute('viewBox', '0 0 24 24');
    icon = svg.appendChild(document.createElementNS(svg.namespaceURI, 'path'));
    badge = add(launcher, 'b');
    unread(0);
    root.onkeydown = (event) => event.key === 'Escape' && isOpen() && Parley('hide');
    document.body.appendChild(root);
    emit('ready');
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
    prefill = typeof text === 'string' ? text : '';
    if (isOpen()) enter();
    else calls.show!();
  },
  destroy() {
    document.removeEventListener('DOMContentLoaded', calls.init!);
    clearTimeout(slow);
    port?.close();
    root?.remove();
    root = frame = port = undefined;
    prefill = '';
  },
};

/** Shows how many messages wait, and names the launcher for those who cannot see it. */
function unread(count: number): void {
  badge.hidden = !count;
  badge.textContent = `${count}`;
  icon.setAttribute('d', isOpen() ? CROSS : CHAT);
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
  element.src = `${origin}/widget/frame?${new URLSearchParams({ tenant: tenant!, host: location.origin })}`;
}

function hear({ data }: MessageEvent<Partial<ToHost> | null>): void {
  if (data?.type === 'ready') {
    clearTimeout(slow);
    panel.className = READY;
    enter();
  } else if (data?.type === 'close') Parley('hide');
  else if (data?.type === 'unread' && Number.isInteger(data.count) && !isOpen()) {
    unread(data.count!);
    emit('unread', { count: data.count });
  } else if (data?.type === 'message' && /^(visitor|assistant|agent)$/.test(data.author!)) emit('message', { author: data.author });
}

/** Hands focus and a prepared text to the chat, as soon as it is there and open. */
function enter(): void {
  if (panel.className !== READY || !isOpen()) return;
  frame!.focus();
  tell({ type: 'shown' });
  if (prefill) tell({ type: 'prefill', text: prefill });
  prefill = '';
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
