/**
 * Which endpoints take no tools. Some answer 400 to a request that offers any, and say so in words of their own; it is found out by asking
 * once more without them, and remembered for a while, since endpoints are updated. What was refused is remembered with the tools that
 * were offered: a function that one tenant has declared oddly says nothing about the requests of others.
 */
import { createHash } from 'node:crypto';
import type { ToolSpec } from '../../workflows/domain/turn.ts';

export type ToolDialects = {
  takes(tools: readonly ToolSpec[]): boolean;
  /** Behind an answer to the same request without tools. */
  refused(tools: readonly ToolSpec[]): void;
};

const REMEMBERED_MS = 3_600_000;
/** Lists of tools; the oldest goes first. */
const KEPT = 1_000;

/** Of one model at one endpoint. */
export function toolDialects(now: () => number = Date.now): ToolDialects {
  const until = new Map<string, number>();
  return {
    takes: (tools) => (until.get(keyOf(tools)) ?? 0) <= now(),
    refused(tools) {
      until.delete(keyOf(tools));
      until.set(keyOf(tools), now() + REMEMBERED_MS);
      if (until.size > KEPT) until.delete(until.keys().next().value!);
    },
  };
}

const keyOf = (tools: readonly ToolSpec[]): string => createHash('sha256').update(JSON.stringify(tools)).digest('hex');
