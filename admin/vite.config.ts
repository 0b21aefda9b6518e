// The console is a static single-page app under /admin: one fallback page, everything else fetched from the API.
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** Where the API of a running Parley listens while the console is developed with `npm run dev -w admin`. */
const api = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit({
      adapter: adapter({ fallback: 'index.html' }),
      paths: { base: '/admin', relative: false },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute, of kit's announcer for screen readers. A browser test tells when kit changes it.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          // HTML comes into the page by Svelte's templates and by `ui/markdown.svelte`, each through its own policy.
          'require-trusted-types-for': ['script'],
          'trusted-types': ['svelte-trusted-html', 'parley-markdown'],
        },
      },
    }),
  ],
  // Its version for browsers decodes `&lt;` by setting innerHTML, which our policy refuses: such a message would close the page.
  resolve: {
    alias: { 'decode-named-character-reference': new URL('../node_modules/decode-named-character-reference/index.js', import.meta.url).pathname },
  },
  // kit wants a newer `cookie` than the one at the root; bundled, its build takes the one beside it.
  ssr: { noExternal: ['cookie'] },
  server: {
    // The forms are checked with the schemas of `api/protocol`, which live outside this workspace.
    fs: { allow: ['..'] },
    proxy: { '/api': api, '/ws': { target: api, ws: true } },
  },
});
