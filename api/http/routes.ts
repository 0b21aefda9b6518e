/** Every route of `/api/v1`. */
import { apiKeyRoutes } from './api-key-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { assistantRoutes } from './assistant-routes.ts';
import { cannedResponseRoutes } from './canned-response-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { documentRoutes } from './document-routes.ts';
import type { AnyRoute } from './route.ts';
import { codeRoutes } from './code-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { revisionRoutes } from './revision-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import { singleSignOnRoutes } from './single-sign-on-routes.ts';
import { turnRoutes } from './turn-routes.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { workspaceRoutes } from './workspace-routes.ts';
import { siteRoutes } from './site-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { secretRoutes } from './secret-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { visitorRoutes } from './visitor-routes.ts';
import { widgetRoutes } from './widget-routes.ts';

export const ROUTES: readonly AnyRoute[] = [
  ...widgetRoutes,
  ...authRoutes,
  ...sessionRoutes,
  ...codeRoutes,
  ...singleSignOnRoutes,
  ...secondFactorRoutes,
  ...workspaceRoutes,
  ...memberRoutes,
  ...tenantRoutes,
  ...invitationRoutes,
  ...auditRoutes,
  ...conversationRoutes,
  ...turnRoutes,
  ...assistantRoutes,
  ...settingsRoutes,
  ...cannedResponseRoutes,
  ...documentRoutes,
  ...revisionRoutes,
  ...siteRoutes,
  ...searchRoutes,
  ...secretRoutes,
  ...visitorRoutes,
  ...apiKeyRoutes,
  ...operatorRoutes,
  ...systemRoutes,
];
