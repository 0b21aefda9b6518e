/** The pages of one process: demo, widget, console and API docs, each with the policy that its content needs. */
import express, { Router, type RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from '../../workflows/domain/errors.ts';
import { CONTENT, headers } from './headers.ts';

export type PageFolders = {
  /** `admin/build`. */
  console: string;
  /** `widget/dist`. */
  widget: string;
  /** `swagger-ui-dist`. */
  docs: string;
};

export type PageOptions = {
  /** Of the Temporal UI, whose port is not known when the demo page is built; null without one. */
  engineUrl: string | null;
  /** Whether people reach us over https. */
  secure: boolean;
  /** The sites that may show a tenant's chat, as `frame-ancestors` has them. */
  framersOf: (tenant: string) => Promise<string>;
};

const FOREVER = { immutable: true, maxAge: '365d', fallthrough: true, index: false } as const;
const FILES = { index: false, redirect: false } as const;

export function pages({ console, widget, docs }: PageFolders, { engineUrl, secure, framersOf }: PageOptions): Router {
  const router = Router();
  const as = (content: keyof typeof CONTENT, { shared = false } = {}): RequestHandler => headers(secure, { content: CONTENT[content], shared });

  router.get(['/', '/demo'], as('demo'), file(join(widget, 'demo', 'index.html')));
  router.use('/demo', as('part'), express.static(join(widget, 'demo'), FILES));

  router.get('/favicon.ico', as('part'), (_request, response) => void response.set('cache-control', 'public, max-age=86400').type('svg').send(ICON));
  router.get('/temporal', (_request, response) => {
    if (!engineUrl) throw notFound();
    response.redirect(engineUrl);
  });

  router.get('/widget.js', as('part', { shared: true }), file(join(widget, 'widget.js'), 'public, max-age=300'));
  router.use('/widget/frame/assets', as('part'), express.static(join(widget, 'frame', 'assets'), FOREVER));
  router.get('/widget/frame', framed(secure, framersOf), file(join(widget, 'frame', 'index.html')));

  router.use('/admin/_app/immutable', as('part'), express.static(join(console, '_app', 'immutable'), FOREVER));
  router.use('/admin', as('part'), express.static(console, FILES));
  router.get('/admin{/*any}', consolePage(secure, join(console, 'index.html')));

  router.get('/docs/start.js', as('part'), (_request, response) => void response.type('js').send(START));
  router.get('/docs', as('docs'), (_request, response) => void response.type('html').send(DOCS));
  router.use('/docs', as('part'), express.static(docs, { ...FILES, maxAge: '1d' }));
  return router;
}

const file =
  (path: string, cacheControl = 'no-cache'): RequestHandler =>
  (_request, response, next) =>
    response.set('cache-control', cacheControl).sendFile(path, (error) => error && next(notFound()));

/** Who may show the chat is each tenant's own list. */
const framed =
  (secure: boolean, framersOf: PageOptions['framersOf']): RequestHandler =>
  async (request, response, next) => {
    const { tenant } = request.query;
    const framers = await framersOf(typeof tenant === 'string' ? tenant.slice(0, 64) : '');
    headers(secure, { content: CONTENT.frame, framers, shared: true })(request, response, next);
  };

/** Every page of the console is the same file. A new build is shown by the next request, so the hashes are of what is sent. */
function consolePage(secure: boolean, path: string): RequestHandler {
  return async (request, response, next) => {
    const html = await readFile(path, 'utf8').catch(() => null);
    if (html === null) throw notFound();
    const hashes = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
      ([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`,
    );
    const content = { ...CONTENT.console, scriptSrc: ["'self'", ...hashes] };
    headers(secure, { content })(request, response, (error) =>
      error ? next(error) : response.set('cache-control', 'no-cache').type('html').send(html),
    );
  };
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2f6f5e" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-8 6v-6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/></svg>`;

const DOCS = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Parley API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="docs"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;
const START = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#docs', validatorUrl: null, deepLinking: true });`;
