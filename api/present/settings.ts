/** Versions of settings as people see them: who, when, and what differs from another one. */
import type { Settings } from '../../workflows/domain/settings.ts';
import { changesBetween, partsOf, type SettingsChange } from '../../workflows/domain/settings-parts.ts';
import type { SettingsHistoryView, SettingsVersionView, SettingsView } from '../protocol/settings.ts';

/** Names of authors by their id; one that is missing has none. */
export type Names = ReadonlyMap<string, string>;

const headOf = ({ version, createdAt, author, restores = null }: Settings, names: Names) => ({
  version,
  createdAt: createdAt.toISOString(),
  author: { id: author, name: names.get(author) ?? null },
  restores,
});

export const presentSettings = (settings: Settings, names: Names): SettingsView => ({
  ...headOf(settings, names),
  // The schema's lists are writable ones, and nobody writes into an answer.
  settings: partsOf(settings) as SettingsView['settings'],
});

/** @param against null for the first version */
export const presentVersion = (settings: Settings, against: Settings | null, names: Names): SettingsVersionView => ({
  ...presentSettings(settings, names),
  against: against?.version ?? null,
  changes: changesTo(settings, against),
});

/** @param versions newest first, with the one before the last of them where there is one */
export function presentHistory(versions: readonly Settings[], limit: number, names: Names): SettingsHistoryView {
  const shown = versions.slice(0, limit);
  const data = shown.map((one, i) => ({
    ...headOf(one, names),
    changed: changesTo(one, versions[i + 1] ?? null).map(({ setting }) => setting),
  }));
  return { data, nextCursor: versions.length > limit ? String(shown.at(-1)!.version) : null };
}

const changesTo = (settings: Settings, against: Settings | null): SettingsChange[] =>
  against ? changesBetween(partsOf(against), partsOf(settings)) : [];
