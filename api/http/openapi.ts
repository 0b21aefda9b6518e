/** The OpenAPI 3.1 document, made from the routes and the schemas they name. */
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import { ProblemView } from '../protocol/common.ts';
import type { AnyRoute, Policy } from './route.ts';
import { ROUTES } from './routes.ts';

const SECURITY: Record<Policy['who'], Record<string, string[]>[]> = { anyone: [], visitor: [{ visitor: [] }], staff: [{ staff: [] }] };

/** The same key gets the same verdict; without one, the server makes its own and a repeat is a new request. */
const IdempotencyKey = z.object({ 'Idempotency-Key': z.string().max(200).optional() });

export function openApiDocument(version: string, routes: readonly AnyRoute[] = ROUTES) {
  const paths: ZodOpenApiPathsObject = {};
  for (const declared of routes) paths[declared.path] = { ...paths[declared.path], [declared.method]: operation(declared) };
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Parley', version, description: 'Support automation in which every conversation is one durable workflow.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        staff: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token of /auth/sign-in, or an API key' },
        visitor: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Visitor <token>` of /widget/sessions' },
      },
    },
  });
}

function operation({ name, method, summary, policy, params, query, body, file, status, reply }: AnyRoute): ZodOpenApiOperationObject {
  const success = String(status ?? (reply ? 200 : 204));
  return {
    operationId: name,
    summary,
    security: SECURITY[(policy as Policy).who],
    requestParams: {
      ...(method === 'get' ? {} : { header: IdempotencyKey }),
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    ...(file ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: z.object({ [file]: z.file() }) } } } } : {}),
    responses: {
      [success]: reply ? { description: 'Done', content: { 'application/json': { schema: reply } } } : { description: 'Done' },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: ProblemView } } },
    },
  };
}
