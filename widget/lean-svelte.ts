/**
 * Takes out of the Svelte runtime what this app cannot reach: hydration (it is never rendered on a server), the modes of
 * Svelte 4 and async components, and deep state (all state here is `$state.raw`). Svelte guards them by variables that
 * nobody sets; as constants they let the minifier drop the code. A text that is not found stops the build.
 */
import type { Plugin } from 'vite';

const CUTS: Record<string, [from: string, to: string][]> = {
  'internal/client/dom/hydration.js': [
    ['export let hydrating = false;', 'export const hydrating = false;'],
    ['\thydrating = value;', ''],
  ],
  'internal/flags/index.js': [
    ['export let async_mode_flag = false;', 'export const async_mode_flag = false;'],
    ['export let legacy_mode_flag = false;', 'export const legacy_mode_flag = false;'],
    ['export let tracing_mode_flag = false;', 'export const tracing_mode_flag = false;'],
    ['\tasync_mode_flag = true;', ''],
    ['\tasync_mode_flag = false;', ''],
    ['\tlegacy_mode_flag = true;', ''],
    ['\ttracing_mode_flag = true;', ''],
  ],
  'internal/client/reactivity/sources.js': [['should_proxy ? proxy(value) : value', 'value']],
};

export const leanSvelte = (): Plugin => ({
  name: 'lean-svelte',
  transform(code, id) {
    const [, file = ''] = id.split('/svelte/src/');
    let lean = code;
    for (const [from, to] of CUTS[file] ?? []) {
      if (!lean.includes(from)) throw new Error(`${file} of svelte has changed: "${from.trim()}" is not there. Adapt widget/lean-svelte.ts.`);
      lean = lean.replace(from, to);
    }
    return lean === code ? null : { code: lean, map: null };
  },
});
