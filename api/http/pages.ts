/** The pages of one process: demo, widget, console and API docs, each with the policy that its content needs. */
import express, { Router, type RequestHandler } from 'express';
import { join } from 'node:path';
import { notFound } from '../../workflows/domain/errors.ts';

export type PageFolders = {
  /** `admin/build`. */
  console: string;
  /** `widget/dist`. */
  widget: string;
  /** `swagger-ui-dist`. */
  docs: string;
};

const DEMO_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FRAME_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
// The inline script of kit's fallback page is allowed by the hash in its own meta policy; this header adds what a meta cannot say.
const CONSOLE_CSP = "frame-ancestors 'none'; base-uri 'self'; object-src 'none'";
const DOCS_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const FOREVER = { immutable: true, maxAge: '365d', fallthrough: true, index: false } as const;

const policy =
  (csp: string): RequestHandler =>
  (_request, response, next) => {
    response.set({ 'content-security-policy': csp, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    next();
  };

/** Who may show the chat is each tenant's own list. */
const framed =
  (framersOf: (tenant: string) => Promise<string>): RequestHandler =>
  async (request, response, next) => {
    const { tenant } = request.query;
    const framers = await framersOf(typeof tenant === 'string' ? tenant.slice(0, 64) : '');
    policy(`${FRAME_CSP}; frame-ancestors ${framers}`)(request, response, next);
  };

/**
 * @param engineUrl of the Temporal UI, whose port is not known when the demo page is built; null without one
 * @param framersOf the sites that may show a tenant's chat, as `frame-ancestors` has them
 */
export function pages({ console, widget, docs }: PageFolders, engineUrl: string | null, framersOf: (tenant: string) => Promise<string>): Router {
  const router = Router();
  const page =
    (file: string): RequestHandler =>
    (_request, response, next) =>
      response.set('cache-control', 'no-cache').sendFile(file, (error) => error && next(notFound()));

  router.get(['/', '/demo'], policy(DEMO_CSP), page(join(widget, 'demo', 'index.html')));
  router.use('/demo', policy(DEMO_CSP), express.static(join(widget, 'demo'), { index: false, redirect: false }));

  router.get('/favicon.ico', (_request, response) => void response.set('cache-control', 'public, max-age=86400').type('svg').send(ICON));
  router.get('/temporal', (_request, response) => {
    if (!engineUrl) throw notFound();
    response.redirect(engineUrl);
  });

  router.get('/widget.js', policy("default-src 'none'"), (_request, response, next) => {
    response.set({ 'cache-control': 'public, max-age=300', 'cross-origin-resource-policy': 'cross-origin' });
    response.sendFile(join(widget, 'widget.js'), (error) => error && next(notFound()));
  });
  router.use('/widget/frame/assets', policy("default-src 'none'"), express.static(join(widget, 'frame', 'assets'), FOREVER));
  router.get('/widget/frame', framed(framersOf), page(join(widget, 'frame', 'index.html')));

  router.use('/admin/_app/immutable', policy(CONSOLE_CSP), express.static(join(console, '_app', 'immutable'), FOREVER));
  router.use('/admin', policy(CONSOLE_CSP), express.static(console, { index: false, redirect: false }));
  router.get('/admin{/*any}', policy(CONSOLE_CSP), page(join(console, 'index.html')));

  router.get('/docs/start.js', policy(DOCS_CSP), (_request, response) => void response.type('js').send(START));
  router.get('/docs', policy(DOCS_CSP), (_request, response) => void response.type('html').send(DOCS));
  router.use('/docs', policy(DOCS_CSP), express.static(docs, { index: false, redirect: false, maxAge: '1d' }));
  return router;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2f6f5e" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-8 6v-6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/></svg>`;

const DOCS = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Parley API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="docs"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;
const START = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#docs', validatorUrl: null, deepLinking: true });`;
