/** Every route of `/api/v1`. */
import { apiKeyRoutes } from './api-key-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { documentRoutes } from './document-routes.ts';
import type { AnyRoute } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { secretRoutes } from './secret-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { widgetRoutes } from './widget-routes.ts';

export const ROUTES: readonly AnyRoute[] = [
  ...widgetRoutes,
  ...authRoutes,
  ...sessionRoutes,
  ...auditRoutes,
  ...conversationRoutes,
  ...documentRoutes,
  ...secretRoutes,
  ...apiKeyRoutes,
  ...systemRoutes,
];
