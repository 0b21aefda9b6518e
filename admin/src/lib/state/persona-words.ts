/** What the tones and languages of the assistant are called. */
import type { SettingsParts } from '#lib/api/types.ts';
import { languageName } from './words.ts';

type Persona = SettingsParts['persona'];

/** Each with the same answer as a language model would give it in that tone. */
export const TONE_CHOICES: readonly { value: Persona['tone']; label: string; hint: string }[] = [
  { value: 'plain', label: 'Plain', hint: '“Returns are free for 30 days. The label is in the parcel.”' },
  { value: 'friendly', label: 'Friendly', hint: '“Of course! You have 30 days to send it back, and it costs you nothing.”' },
  { value: 'formal', label: 'Formal', hint: '“You may return the item within 30 days free of charge. Please use the enclosed label.”' },
  { value: 'lively', label: 'Lively', hint: '“Not the right one? No problem: pop it back in the box within 30 days, on us!”' },
];

export const LOCALE_CHOICES = (['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'] satisfies Persona['locale'][]).map((value) => ({
  value,
  label: languageName(value),
}));
