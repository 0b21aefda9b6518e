/** A tenant's settings: versioned data, so that every turn can name the version that it followed. */
import type { BudgetSettings } from './budget.ts';
import type { HttpFunction } from './http-function.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { TenantId } from './ids.ts';
import type { Persona } from './persona.ts';
import type { Privacy } from './personal-data.ts';
import type { VisitorDoor } from './visitor-door.ts';

export type Settings = {
  tenantId: TenantId;
  /** Counts from 1. */
  version: number;
  /** What the assistant calls itself. */
  assistantName: string;
  greeting: string;
  /** Chips under the greeting, at most 3. */
  suggestions: string[];
  /** Words or phrases by which a visitor asks for a person, lower case. */
  handoffWords: string[];
  /** What the visitor is told when the conversation goes to people. */
  handoverNotice: string;
  /** Score under which nothing found counts as an answer, 0 to 1. */
  floor: number;
  /** Extra instructions for a language model; the extractive answerer ignores them. */
  instructions: string;
  /** Who the assistant is and what it may do; absent fields are the defaults of `persona.ts`. */
  persona?: Partial<Persona>;
  /** Deadlines, business hours, what follows on a resolution; absent fields are the defaults of `lifecycle.ts`. */
  lifecycle?: Partial<Lifecycle>;
  /** Who may show the chat, how long a session lives, how fast a visitor may write; absent fields are the defaults of `visitor-door.ts`. */
  door?: Partial<VisitorDoor>;
  /** What the assistant may spend; absent limits are the defaults of `budget.ts`. */
  budget?: BudgetSettings;
  /** What of people's data is masked before a model is sent it; absent fields are the defaults of `personal-data.ts`. */
  privacy?: Partial<Privacy>;
  /** What the assistant may call; absent: nothing beside the product's own tools. */
  tools?: ToolSettings;
  createdAt: Date;
  /** Who wrote this version: the id of a user or of an API key; `seed` and the like for none. */
  author: string;
  /** The version that this one brings back; absent or null: none. */
  restores?: number | null;
};

export type ToolSettings = { functions: HttpFunction[] };

/** True when the text asks for a person in one of the tenant's words; whole words, any case. */
export function asksForPerson(text: string, handoffWords: readonly string[]): boolean {
  const words = ` ${plainWords(text)} `;
  return handoffWords.map(plainWords).some((phrase) => phrase !== '' && words.includes(` ${phrase} `));
}

const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
