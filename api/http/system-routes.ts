/** What the installation runs on. */
import { SystemView } from '../protocol/staff.ts';
import { route, staff } from './route.ts';

const system = route({
  name: 'system',
  method: 'get',
  path: '/system',
  summary: 'Every dependency: which adapter is in use and its health',
  policy: staff('system.read'),
  reply: SystemView,
  async handle(_call, { version, engine, dependencies }) {
    return { version, engineUrl: engine.uiUrl, dependencies: await dependencies() };
  },
});

export const systemRoutes = [system];
