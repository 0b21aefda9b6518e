/** Texts that agents have at hand: a shortcut finds one, its variables are filled, and what is left open is filled by hand. */
import type { TenantId, UserId } from './ids.ts';

export type CannedResponseId = `can_${string}`;

export type CannedResponse = {
  _id: CannedResponseId;
  tenantId: TenantId;
  /** What an agent types behind a slash; unique in the tenant. */
  shortcut: string;
  /** With variables: `{{visitor.name}}`, or any name of one's own. */
  text: string;
  /** 1 when it is made, one more with each change: a change names the one that it is based on. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: UserId;
};

export const SHORTCUT = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** Canned responses of one tenant. */
export const CANNED_MOST = 1_000;

/** What the console knows and fills by itself. */
export const KNOWN_VARIABLES = ['visitor.name', 'agent.name', 'company.name'] as const;

const VARIABLE = /\{\{\s*([\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}?)\s*\}\}/gu;

/** Names of the variables in a text, each once, in their order. */
export const variablesIn = (text: string): string[] => [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name!))];

/** Puts in what is known; a variable without a value, or with an empty one, stays for the agent to fill. */
export const filled = (text: string, values: Readonly<Record<string, string | null | undefined>>): string =>
  text.replace(VARIABLE, (variable, name: string) => (Object.hasOwn(values, name) && values[name]) || variable);

/** Those whose shortcut begins with the words come first, then those that hold them anywhere. */
export function searchCanned<C extends Pick<CannedResponse, 'shortcut' | 'text'>>(all: readonly C[], words: string): C[] {
  const sought = words.toLowerCase();
  const begins = all.filter(({ shortcut }) => shortcut.startsWith(sought));
  const holds = all.filter((one) => !begins.includes(one) && (one.shortcut.includes(sought) || one.text.toLowerCase().includes(sought)));
  return [...begins, ...holds];
}
