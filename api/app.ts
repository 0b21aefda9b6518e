/** The Express application. Never listens: tests and the composition root do. */
import express, { type Express } from 'express';
import { notFound } from '../workflows/domain/errors.ts';
import type { ApiDeps } from './context.ts';
import { openApiDocument } from './http/openapi.ts';
import { CONTENT, headers } from './http/headers.ts';
import { mount } from './http/route.ts';
import { ROUTES } from './http/routes.ts';
import { readBody } from './middleware/body.ts';
import { renderError } from './middleware/render-error.ts';
import { requestId } from './middleware/request-id.ts';
import { framersOf } from './visitor-sessions.ts';
import { health } from './http/health.ts';
import { pages, type PageFolders } from './http/pages.ts';

/** @param folders where the built console, widget and docs page lie */
export function createApp(deps: ApiDeps, folders: PageFolders): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.proxies);
  app.use(requestId());
  // Whatever is not a page is data; pages say their own behind it.
  app.use(headers(deps.secureCookies, { content: CONTENT.data }));
  app.use(health(deps));

  const api = express.Router();
  const document = JSON.stringify(openApiDocument(deps.version));
  api.get('/openapi.json', (_request, response) => void response.type('json').send(document));
  for (const declared of ROUTES) mount(api, declared, deps, readBody);
  app.use('/api/v1', api);
  app.use(pages(folders, { engineUrl: deps.engine.uiUrl, secure: deps.secureCookies, framersOf: (tenant) => framersOf(deps, tenant) }));
  app.use(() => {
    throw notFound();
  });
  app.use(renderError(deps.log));
  return app;
}
