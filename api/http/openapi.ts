/** The OpenAPI 3.1 document, made from the routes and the schemas they name. */
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import { IdempotencyKey, isKeyed, refusalsOf, SECURITY_SCHEMES, securityOf, successHeaders, tagOf, TAGS, whoMay } from './openapi-parts.ts';
import type { AnyRoute, Policy } from './route.ts';
import { ROUTES } from './routes.ts';

export function openApiDocument(version: string, routes: readonly AnyRoute[] = ROUTES) {
  const paths: ZodOpenApiPathsObject = {};
  for (const declared of routes) paths[declared.path] = { ...paths[declared.path], [declared.method]: operation(declared) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version,
      description: 'Support automation in which every conversation is one durable workflow.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: TAGS,
    paths,
    components: { securitySchemes: SECURITY_SCHEMES },
  });
}

function operation(declared: AnyRoute): ZodOpenApiOperationObject {
  const { name, summary, params, query, body, file, status, reply } = declared;
  const policy = declared.policy as Policy;
  const success = String(status ?? (reply ? 200 : 204));
  const headers = successHeaders(declared);
  return {
    operationId: name,
    summary,
    description: whoMay(policy),
    tags: [tagOf(declared.path)],
    security: securityOf(policy),
    requestParams: {
      ...(isKeyed(declared) ? { header: IdempotencyKey } : {}),
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    ...(file ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: z.object({ [file]: z.file() }) } } } } : {}),
    responses: {
      [success]: { description: 'Done', headers, ...(reply ? { content: { 'application/json': { schema: reply } } } : {}) },
      ...refusalsOf(declared),
    },
  };
}
