/**
 * What the assistant may spend: in one turn, in one conversation, and for all conversations of a tenant in one day (UTC). It is taken
 * before each call and settled behind it, so however many conversations run at once, the limit is passed by one call at most.
 */
import type { ModelRequest, Usage } from './turn.ts';

/** Money is in millionths of a US dollar, and counted only where prices are configured. */
export type Amounts = { modelCalls: number; toolCalls: number; tokens: number; costMicros: number };

export const NOTHING: Amounts = { modelCalls: 0, toolCalls: 0, tokens: 0, costMicros: 0 };

/** What counts against a limit, and how much of it there is; what has no limit is left out. */
export type Budget = {
  /** `wallClockMs`: so long after its opening a turn begins no further step. One call alone is bounded by its retry profile. */
  turn: Pick<Amounts, 'modelCalls' | 'toolCalls' | 'tokens'> & { wallClockMs: number };
  conversation: Amounts;
  tenantDay: Pick<Amounts, 'modelCalls' | 'tokens' | 'costMicros'>;
};

/** Each attempt at a provider is a call. A turn usually takes one, of some four thousand tokens. */
export const DEFAULT_BUDGET: Budget = {
  turn: { modelCalls: 8, toolCalls: 8, tokens: 60_000, wallClockMs: 120_000 },
  conversation: { modelCalls: 10_000, toolCalls: 10_000, tokens: 50_000_000, costMicros: 100_000_000 },
  tenantDay: { modelCalls: 100_000, tokens: 500_000_000, costMicros: 1_000_000_000 },
};

/** A tenant's own limits; absent ones are the defaults. */
export type BudgetSettings = { [S in keyof Budget]?: Partial<Budget[S]> };

export const budgetOf = ({ budget = {} }: { budget?: BudgetSettings }): Budget => ({
  turn: { ...DEFAULT_BUDGET.turn, ...budget.turn },
  conversation: { ...DEFAULT_BUDGET.conversation, ...budget.conversation },
  tenantDay: { ...DEFAULT_BUDGET.tenantDay, ...budget.tenantDay },
});

/** True when what is spent passes a limit. Only what grew can be the reason: who takes no money is not refused for it. */
export const exceeds = (spent: Amounts, limits: Partial<Amounts>, taken: Amounts): boolean =>
  AMOUNTS.some((name) => taken[name] > 0 && spent[name] > (limits[name] ?? Infinity));

export const AMOUNTS = Object.keys(NOTHING) as (keyof Amounts)[];

export const minus = (a: Amounts, b: Amounts): Amounts => ({
  modelCalls: a.modelCalls - b.modelCalls,
  toolCalls: a.toolCalls - b.toolCalls,
  tokens: a.tokens - b.tokens,
  costMicros: a.costMicros - b.costMicros,
});

/** US dollars a million tokens, which is the same as millionths of a dollar a token. Null: money is not counted. */
export type Price = { input: number; output: number } | null;

/** @returns millionths of a US dollar, rounded up */
export const costMicros = ({ inputTokens, outputTokens }: Usage, price: Price): number =>
  price ? Math.ceil(inputTokens * price.input + outputTokens * price.output) : 0;

/** Tokens that a provider may write at most in one answer; sent with each request, so that what is taken before a call suffices. */
export const MAX_OUTPUT_TOKENS = 8_000;

/** More than a text takes in any usual tokenizer: a letter of Latin is a third of a token, one of another script a whole one. */
export function tokensOf(text: string): number {
  let bytes = 0;
  for (const letter of text) bytes += letter < '\u0080' ? 1 : 3;
  return Math.ceil(bytes / 3);
}

/** The most that a call may cost. */
export const worstCase = (request: Pick<ModelRequest, 'messages' | 'tools'>): Usage => ({
  inputTokens: tokensOf(JSON.stringify([request.messages, request.tools])),
  outputTokens: MAX_OUTPUT_TOKENS,
});

export const callOf = (usage: Usage, price: Price): Amounts => ({
  modelCalls: 1,
  toolCalls: 0,
  tokens: usage.inputTokens + usage.outputTokens,
  costMicros: costMicros(usage, price),
});
