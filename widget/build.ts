/** Builds what browsers get: `dist/widget.js` (loader), `dist/frame/` (chat) and `dist/demo/` (the shop of the demo page). */
import { cp, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import type { Plugin } from 'esbuild';
import { build as buildFrame } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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

await rm(at('dist'), { recursive: true, force: true });
await build({
  entryPoints: [at('loader/loader.ts')],
  outfile: at('dist/widget.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  tsconfigRaw: {},
  plugins: [inlineCss],
});
await buildFrame({ configFile: at('vite.config.ts') });
await cp(at('demo'), at('dist/demo'), { recursive: true });
