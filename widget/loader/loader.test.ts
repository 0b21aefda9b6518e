/** The loader on pages that are not made for it: it throws nothing, and leaves one global or none. The rest needs a browser. */
import { beforeAll, expect, test } from '@jest/globals';
import { createContext, runInContext } from 'node:vm';
import { bundleLoader } from '../bundle-loader.ts';

let script: string;
beforeAll(async () => {
  script = await bundleLoader();
});

/** Runs the loader with the globals of a page; `window` is the page itself. */
function onPage(globals: Record<string, unknown>): Record<string, unknown> {
  const page: Record<string, unknown> = { URL, ...globals };
  page.window = page;
  const before = new Set(Object.keys(page));
  runInContext(script, createContext(page));
  return Object.fromEntries(Object.entries(page).filter(([key]) => !before.has(key)));
}

const aScript = { src: 'https://chat.example/widget.js', dataset: { tenant: 'demo' } };
const broken = (): never => {
  throw new Error('This page forbids it.');
};

test('adds one global, and every call of it is harmless where nothing works', () => {
  const added = onPage({ document: { currentScript: aScript, body: {}, createElement: broken, removeEventListener: broken } });
  expect(Object.keys(added)).toEqual(['Parley']);
  const parley = added.Parley as (...call: unknown[]) => unknown;
  for (const call of [
    ['init'],
    ['show'],
    ['hide'],
    ['newMessage', {}],
    ['destroy'],
    ['toString'],
    ['constructor'],
    ['__proto__'],
    [],
    [Symbol('x')],
    [{ toString: broken }],
  ])
    expect(parley(...call)).toBeUndefined();
});

test('adds nothing where it does not know where it came from', () => {
  expect(onPage({ document: { currentScript: null } })).toEqual({});
});

test('waits for the body, and a destroy before that leaves no listener', () => {
  const listeners: unknown[] = [];
  const document = {
    currentScript: aScript,
    body: null,
    addEventListener: (_type: string, listener: unknown) => listeners.push(listener),
    removeEventListener: (_type: string, listener: unknown) => listeners.splice(listeners.indexOf(listener), 1),
  };
  const parley = onPage({ document }).Parley as (name: string) => void;
  expect(listeners).toHaveLength(1);
  parley('destroy');
  expect(listeners).toEqual([]);
});

test('a second copy of the script leaves the first in charge', () => {
  const first = Object.assign(() => undefined, { loaded: true });
  const page: Record<string, unknown> = { document: { currentScript: aScript }, Parley: first };
  onPage(page);
  expect(page.Parley).toBe(first);
});

test('early calls are kept', () => {
  const early = Object.assign(() => undefined, { q: [['init', { tenant: 'other' }]] });
  const asked: string[] = [];
  const document = { currentScript: { ...aScript, dataset: {} }, body: null, addEventListener: (type: string) => asked.push(type) };
  const page = { document, Parley: early };
  onPage(page);
  expect(asked).toEqual(['DOMContentLoaded']);
});
