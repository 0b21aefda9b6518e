/** What the settings are called, and how their values read. */
import type { SettingsPart } from '#lib/api/types.ts';
import { inWords } from './durations.ts';

const NAMES: Record<string, string> = {
  'assistant.name': 'Name of the assistant',
  'assistant.greeting': 'Greeting',
  'assistant.suggestions': 'Suggestions',
  'assistant.instructions': 'Instructions',
  'assistant.handoffWords': 'Words that call a person',
  'assistant.handoverNotice': 'What a visitor is told who is handed over',
  'assistant.floor': 'How sure an answer must be',
  'persona.brand': 'Brand',
  'persona.tone': 'Tone',
  'persona.locale': 'Language',
  'persona.knowledge': 'Answers from knowledge',
  'persona.functions': 'Calls functions',
  'persona.handover': 'Passes on what it cannot answer',
  'privacy.redact': 'Masking of personal data',
  'lifecycle.idleWarningMs': 'Warning of a silent visitor',
  'lifecycle.idleNotice': 'What a silent visitor is told',
  'lifecycle.autoResolveMs.unresolved': 'Resolving unresolved conversations',
  'lifecycle.autoResolveMs.escalated': 'Resolving escalated conversations',
  'lifecycle.sessionGraceMs': 'Ending a conversation',
  'lifecycle.reopenMs': 'Time to reopen',
  'lifecycle.maxLifeMs': 'Longest life of a conversation',
  'lifecycle.snoozeMaxMs': 'Longest snooze',
  'lifecycle.firstResponseMs': 'Promise to answer an escalation',
  'lifecycle.hours': 'Business hours',
  'lifecycle.afterResolve': 'Message after a resolution',
  'door.origins': 'Sites that may show the chat',
  'door.idleMs': 'Unused session ends after',
  'door.absoluteMs': 'Every session ends after',
  'door.identifiedOnly': 'Only proven visitors may write',
  'door.messages': 'Messages in ten seconds',
  'tools.functions': 'Functions',
};

const BUDGETS: Record<string, string> = { turn: 'one answer', conversation: 'one conversation', tenantDay: 'one day' };
const AMOUNTS: Record<string, string> = {
  modelCalls: 'Model calls',
  toolCalls: 'Tool calls',
  tokens: 'Tokens',
  costMicros: 'Money',
  wallClockMs: 'Time',
};

export const partOf = (setting: string): SettingsPart => setting.slice(0, setting.indexOf('.')) as SettingsPart;

/** @param setting a path such as `door.origins` */
export function nameOf(setting: string): string {
  const [part, scope = '', amount = ''] = setting.split('.');
  if (part === 'budget') return `${AMOUNTS[amount] ?? amount} in ${BUDGETS[scope] ?? scope}`;
  if (setting.startsWith('lifecycle.hours.')) return NAMES['lifecycle.hours']!;
  return NAMES[setting] ?? setting;
}

/** Millionths of a dollar. */
export const dollars = (micros: number): number => micros / 1_000_000;
export const microsOf = (amount: number): number => Math.round(amount * 1_000_000);

export function valueInWords(setting: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(oneInWords).join(', ');
  if (typeof value === 'number') return numberInWords(setting, value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Of a list: a span of opening, a function by its name, or a word. */
function oneInWords(one: unknown): string {
  if (Array.isArray(one)) return one.join('–');
  return typeof one === 'object' && one !== null && 'name' in one ? String(one.name) : String(one);
}

function numberInWords(setting: string, value: number): string {
  if (setting.endsWith('costMicros')) return `$${dollars(value).toLocaleString()}`;
  if (setting.endsWith('Ms')) return value < 60_000 ? `${value / 1_000} seconds` : inWords(value);
  return value.toLocaleString();
}
