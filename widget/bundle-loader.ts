/** Bundles the loader to the one script that a host page includes. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import type { Plugin } from 'esbuild';

/** The text of `widget.js`: one IIFE, minified. */
export async function bundleLoader(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('loader/loader.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    tsconfigRaw: {},
    plugins: [inlineCss],
  });
  return outputFiles[0]!.text;
}

/** `import css from './x.css?inline'` gives the minified text, as it does under vite. */
const inlineCss: Plugin = {
  name: 'inline-css',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({ path: `${resolveDir}/${path.replace('?inline', '')}`, namespace: 'css' }));
    onLoad({ filter: /./, namespace: 'css' }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};
