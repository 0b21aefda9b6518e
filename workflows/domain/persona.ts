/** Who the assistant is for a tenant's visitors, and what it may do for them. None of it lifts a rule of the product. */

/** How it speaks. What each one tells a language model stands in the prompt. */
export const TONES = ['plain', 'friendly', 'formal', 'lively'] as const;
export type Tone = (typeof TONES)[number];

/** Languages in which the product itself can speak to visitors: its notices and its greeting. */
export const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'] as const;
export type Locale = (typeof LOCALES)[number];

export type Persona = {
  /** What visitors know the company by; empty: the name of the workspace. */
  brand: string;
  tone: Tone;
  /** Spoken where the visitor's language cannot be told, and by the greeting while nobody has written one. */
  locale: Locale;
  /** Answers from the published knowledge. Without it only functions are left to answer from. */
  knowledge: boolean;
  /** Calls the functions that the tenant has declared. */
  functions: boolean;
  /**
   * Passes on by itself what it cannot answer. Without it the visitor is told that there is no answer; who asks for a person in the
   * tenant's words gets one all the same, and so does everybody when something fails.
   */
  handover: boolean;
};

export const BRAND_MOST = 60;

export const DEFAULT_PERSONA: Persona = { brand: '', tone: 'plain', locale: 'en', knowledge: true, functions: true, handover: true };

export const personaOf = ({ persona = {} }: { persona?: Partial<Persona> }): Persona => ({ ...DEFAULT_PERSONA, ...persona });
