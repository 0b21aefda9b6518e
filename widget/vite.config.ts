/** The chat frame: a static app under `/widget/frame`, no inline script or style, so that the strictest CSP fits it. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { leanSvelte } from './lean-svelte.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('frame'),
  base: '/widget/frame/',
  logLevel: 'warn',
  plugins: [leanSvelte(), svelte({ configFile: false, compilerOptions: { runes: true, discloseVersion: false } })],
  build: {
    outDir: at('dist/frame'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { minify: { compress: { target: 'es2022', dropConsole: true }, mangle: true, codegen: true } } },
  },
});
