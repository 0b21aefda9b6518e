/** A tenant's settings, as far as they can be read and edited. A saved change is a new version; turns follow the newest. */
import { settingsMovedOn } from '../../workflows/domain/errors.ts';
import { lifecycleOf } from '../../workflows/domain/lifecycle.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import { LifecycleView, SaveLifecycle } from '../protocol/settings.ts';
import { route, staff } from './route.ts';

const show = (settings: Settings): LifecycleView => ({
  version: settings.version,
  changedAt: settings.createdAt.toISOString(),
  lifecycle: lifecycleOf(settings),
});

const read = route({
  name: 'readLifecycle',
  method: 'get',
  path: '/settings/lifecycle',
  summary: 'How long conversations may wait for what, and when people are there',
  policy: staff('settings.read'),
  reply: LifecycleView,
  handle: async ({ staff: { scope } }, { settings }) => show(await settings.current(scope)),
});

const save = route({
  name: 'saveLifecycle',
  method: 'put',
  path: '/settings/lifecycle',
  summary: 'Changes it; open conversations follow from their next turn on',
  policy: staff('settings.write'),
  body: SaveLifecycle,
  reply: LifecycleView,
  audit: {
    action: 'settings.changed',
    subject: ({ staff: { scope } }) => scope.tenantId,
    detail: ({ body: { basedOn } }) => ({ part: 'lifecycle', basedOn }),
  },
  async handle({ staff: { scope, userId }, body: { basedOn, lifecycle } }, { settings }) {
    const { version, tenantId: _tenantId, createdAt: _createdAt, ...current } = await settings.current(scope);
    if (version !== basedOn) throw settingsMovedOn({ extra: { version } });
    const saved = await settings.save(scope, { ...current, lifecycle: lifecycle, author: userId });
    return show(saved);
  },
});

export const settingsRoutes = [read, save];
