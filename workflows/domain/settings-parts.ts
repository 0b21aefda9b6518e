/** Settings as people read and change them: by parts, with every default filled in; and what differs between two versions. */
import { budgetOf, type Budget } from './budget.ts';
import { lifecycleOf, type Lifecycle } from './lifecycle.ts';
import { personaOf, type Persona } from './persona.ts';
import { privacyOf, type Privacy } from './personal-data.ts';
import type { Settings, ToolSettings } from './settings.ts';
import { doorOf, type VisitorDoor } from './visitor-door.ts';

/** How the assistant speaks, when it hands over, and when it would rather not answer. */
export type AssistantPart = Pick<Settings, 'greeting' | 'suggestions' | 'handoffWords' | 'handoverNotice' | 'floor' | 'instructions'> & {
  name: string;
};
export type SettingsParts = {
  assistant: AssistantPart;
  persona: Persona;
  lifecycle: Lifecycle;
  door: VisitorDoor;
  budget: Budget;
  privacy: Privacy;
  tools: ToolSettings;
};

/** What a version says, without when and by whom. */
export type SettingsContent = Omit<Settings, 'tenantId' | 'version' | 'createdAt' | 'author' | 'restores'>;

export const contentOf = ({
  tenantId: _tenantId,
  version: _version,
  createdAt: _createdAt,
  author: _author,
  restores: _restores,
  ...content
}: Settings): SettingsContent => content;

export function partsOf(settings: SettingsContent): SettingsParts {
  const { assistantName: name, greeting, suggestions, handoffWords, handoverNotice, floor, instructions } = settings;
  return {
    assistant: { name, greeting, suggestions, instructions, handoffWords, handoverNotice, floor },
    persona: personaOf(settings),
    lifecycle: lifecycleOf(settings),
    door: doorOf(settings),
    budget: budgetOf(settings),
    privacy: privacyOf(settings),
    tools: settings.tools ?? { functions: [] },
  };
}

/** The named parts are replaced as a whole, the others stay. */
export function withParts(content: SettingsContent, { assistant, ...parts }: Partial<SettingsParts>): SettingsContent {
  const { name, ...words } = assistant ?? {};
  return { ...content, ...(name === undefined ? {} : { assistantName: name }), ...words, ...parts };
}

/** `setting` is a path such as `door.origins`. */
export type SettingsChange = { setting: string; from: unknown; to: unknown };

/** Setting by setting; a list counts as one. */
export function changesBetween(before: object, after: object, under = ''): SettingsChange[] {
  const [then, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(then), ...Object.keys(now)])].flatMap((key) => {
    const [from, to] = [then[key], now[key]];
    if (isRecord(from) && isRecord(to)) return changesBetween(from, to, `${under}${key}.`);
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ setting: `${under}${key}`, from: from ?? null, to: to ?? null }];
  });
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
