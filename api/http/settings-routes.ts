/** A tenant's settings: one resource of versions. A saved change is a new version; turns follow the newest and name it. */
import { notFound, settingsMovedOn } from '../../workflows/domain/errors.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import { contentOf, partsOf, withParts, type SettingsParts } from '../../workflows/domain/settings-parts.ts';
import type { ApiDeps } from '../context.ts';
import type { Staff } from '../middleware/authenticate.ts';
import { presentHistory, presentSettings, presentVersion, type Names } from '../present/settings.ts';
import {
  RestoreSettings,
  SaveFunctions,
  SaveSettings,
  SettingsHistoryQuery,
  SettingsHistoryView,
  SettingsVersionParams,
  SettingsVersionQuery,
  SettingsVersionView,
  SettingsView,
} from '../protocol/settings.ts';
import { namesOfUsers } from './names-of-users.ts';
import { route, staff } from './route.ts';

const read = route({
  name: 'readSettings',
  method: 'get',
  path: '/settings',
  summary: 'The settings as they are now, with every default filled in',
  policy: staff('settings.read'),
  reply: SettingsView,
  handle: async ({ staff: { scope } }, deps) => show(deps, await deps.settings.current(scope)),
});

const save = route({
  name: 'saveSettings',
  method: 'put',
  path: '/settings',
  summary: 'Changes the parts that are named, as a new version; open conversations follow from their next turn on',
  policy: staff('settings.write'),
  body: SaveSettings,
  reply: SettingsView,
  audit: {
    action: 'settings.changed',
    subject: ({ staff: { scope } }) => scope.tenantId,
    detail: ({ body: { basedOn, ...parts } }) => ({ version: basedOn + 1, parts: Object.keys(parts).join(',') }),
  },
  async handle({ staff, body: { basedOn, ...parts } }, deps) {
    return savedOver(deps, staff, basedOn, parts);
  },
});

const saveFunctions = route({
  name: 'saveFunctions',
  method: 'put',
  path: '/settings/functions',
  summary: 'Declares what the assistant may call of your own systems, all of it, as a new version of the settings',
  policy: staff('secret.manage'),
  body: SaveFunctions,
  reply: SettingsView,
  audit: {
    security: true,
    action: 'settings.functionsChanged',
    subject: ({ staff: { scope } }) => scope.tenantId,
    detail: ({ body: { basedOn, functions } }) => ({ version: basedOn + 1, functions: functions.map(({ name }) => name).join(',') }),
  },
  async handle({ staff, body: { basedOn, functions } }, deps) {
    return savedOver(deps, staff, basedOn, { tools: { functions } });
  },
});

const history = route({
  name: 'listSettingsVersions',
  method: 'get',
  path: '/settings/versions',
  summary: 'Who changed what when, newest first',
  policy: staff('settings.read'),
  query: SettingsHistoryQuery,
  reply: SettingsHistoryView,
  async handle({ staff: { scope }, query: { limit, cursor } }, deps) {
    // One more than is shown: what the oldest of a page changed is read off the one before it.
    const before = cursor === undefined ? undefined : Number(cursor);
    const versions = await deps.settings.history(scope, { before, limit: limit + 1 });
    return presentHistory(versions, limit, await namesOf(deps, versions));
  },
});

const readVersion = route({
  name: 'readSettingsVersion',
  method: 'get',
  path: '/settings/versions/{version}',
  summary: 'The settings of a version, and what differs from the version before or another one',
  policy: staff('settings.read'),
  params: SettingsVersionParams,
  query: SettingsVersionQuery,
  reply: SettingsVersionView,
  async handle({ staff: { scope }, params: { version }, query: { against = version - 1 } }, deps) {
    const [found, other] = await Promise.all([deps.settings.version(scope, version), against > 0 ? deps.settings.version(scope, against) : null]);
    if (!found || (against > 0 && !other)) throw notFound();
    return presentVersion(found, other, await namesOf(deps, [found]));
  },
});

const restore = route({
  name: 'restoreSettings',
  method: 'post',
  path: '/settings/versions/{version}/restore',
  summary: 'Brings a version back, as a new version; declared functions stay as they are, since who may restore may not declare them',
  policy: staff('settings.write'),
  params: SettingsVersionParams,
  body: RestoreSettings,
  reply: SettingsView,
  audit: {
    action: 'settings.restored',
    subject: ({ staff: { scope } }) => scope.tenantId,
    detail: ({ params: { version } }) => ({ restores: version }),
  },
  async handle({ staff, params: { version }, body: { basedOn } }, deps) {
    const { scope } = staff;
    const found = await deps.settings.version(scope, version);
    if (!found) throw notFound();
    for (;;) {
      const current = await deps.settings.current(scope);
      const again = { ...withParts(contentOf(found), { tools: partsOf(current).tools }), author: authorOf(staff), restores: version };
      const saved = await deps.settings.saveAfter(scope, again, basedOn ?? current.version);
      if (saved) return show(deps, saved);
      // Whoever named no version restores over whatever is the newest, also when that moved meanwhile.
      if (basedOn !== undefined) throw await movedOn(deps, scope);
    }
  },
});

/** @throws {Problem} `settings.movedOn` when another version is the newest */
async function savedOver(deps: Pick<ApiDeps, 'settings' | 'users'>, staff: Staff, basedOn: number, parts: Partial<SettingsParts>) {
  const current = await deps.settings.current(staff.scope);
  const changed = { ...withParts(contentOf(current), parts), author: authorOf(staff) };
  const saved = current.version === basedOn ? await deps.settings.saveAfter(staff.scope, changed, basedOn) : null;
  if (!saved) throw await movedOn(deps, staff.scope);
  return show(deps, saved);
}

const authorOf = ({ userId, keyId }: Staff): string => keyId ?? userId;

async function show(deps: Pick<ApiDeps, 'users'>, settings: Settings): Promise<SettingsView> {
  return presentSettings(settings, await namesOf(deps, [settings]));
}

const namesOf = ({ users }: Pick<ApiDeps, 'users'>, versions: readonly Settings[]): Promise<Names> =>
  namesOfUsers(
    users,
    versions.map(({ author }) => author),
  );

/** The refusal says which version is the newest and whose it is, so that a client can show both and lose neither. */
async function movedOn(deps: Pick<ApiDeps, 'settings' | 'users'>, scope: TenantScope) {
  const newest = await deps.settings.current(scope);
  const { version, createdAt, author } = presentSettings(newest, await namesOf(deps, [newest]));
  const changedBy = author.name ?? author.id;
  return settingsMovedOn({ detail: `${changedBy} saved version ${version}.`, extra: { version, changedBy, changedAt: createdAt } });
}

export const settingsRoutes = [read, save, saveFunctions, history, readVersion, restore];
