/**
 * `/healthz`: the process answers. `/readyz`: health and circuit of every dependency, and no more for strangers; 503 when chat is
 * impossible.
 */
import { Router } from 'express';
import type { ApiDeps } from '../context.ts';

export function health({ dependencies, version }: Pick<ApiDeps, 'dependencies' | 'version'>): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'alive', version }));
  router.get('/readyz', async (_request, response) => {
    const found = await dependencies();
    const status = found.some(({ health: one }) => one === 'unhealthy')
      ? 'unhealthy'
      : found.some(({ health: one }) => one === 'degraded')
        ? 'degraded'
        : 'healthy';
    response
      .status(status === 'unhealthy' ? 503 : 200)
      .json({ status, dependencies: found.map(({ name, health: one, circuit }) => ({ name, health: one, circuit })) });
  });
  return router;
}
