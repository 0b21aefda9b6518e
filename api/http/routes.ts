/** Every route of `/api/v1`. */
import { assistantRoutes } from './assistant-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { documentRoutes } from './document-routes.ts';
import type { AnyRoute } from './route.ts';
import { settingsRoutes } from './settings-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { widgetRoutes } from './widget-routes.ts';

export const ROUTES: readonly AnyRoute[] = [
  ...widgetRoutes,
  ...authRoutes,
  ...conversationRoutes,
  ...assistantRoutes,
  ...settingsRoutes,
  ...documentRoutes,
  ...systemRoutes,
];
