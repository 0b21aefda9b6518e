/** Which tools there are: those of the product, and what an installation and a tenant add. */
import type { ToolKind } from '../../workflows/domain/effects.ts';
import { soundsLikeOurId } from '../../workflows/domain/http-function.ts';
import type { Persona } from '../../workflows/domain/persona.ts';
import type { ToolCall, ToolSpec } from '../../workflows/domain/turn.ts';
import { readArguments } from './arguments.ts';
import { ESCALATE } from './escalate-tool.ts';
import { SEARCH_KNOWLEDGE } from './knowledge-tool.ts';
import type { Offered, Tool } from './tool.ts';

/** Every tool that there is, each with its policy. @throws RangeError for one whose parameters name an id */
export function toolsOf(more: readonly Tool[]): readonly Offered[] {
  const all = [ESCALATE, SEARCH_KNOWLEDGE, ...more];
  for (const tool of all) mustNameNoIds(tool);
  return all;
}

/** Of the product's own tools, which a tenant lets its assistant have. */
type May = Pick<Persona, 'knowledge' | 'handover'>;

/** What a model is offered. */
export const offered = (more: readonly Tool[], may: May): ToolSpec[] =>
  toolsOf(more)
    .filter(({ name }) => (name === SEARCH_KNOWLEDGE.name ? may.knowledge : name === ESCALATE.name ? may.handover : true))
    .map(specOf);

function mustNameNoIds({ name, parameters }: Offered): void {
  const id = Object.keys(parameters.properties).find(soundsLikeOurId);
  if (id) throw new RangeError(`The tool "${name}" takes \`${id}\`: whose data it reaches comes from its context, never from an argument.`);
}

const specOf = ({ name, description, parameters }: ToolSpec): ToolSpec => ({ name, description, parameters });

/** Why a call cannot be run, in words for the model; null when it can. */
export function faultOf(call: ToolCall, more: readonly Tool[], may: May): string | null {
  const specs = offered(more, may);
  const spec = specs.find(({ name }) => name === call.name);
  if (!spec) return `There is no tool "${call.name.slice(0, 60)}". There are: ${specs.map(({ name }) => name).join(', ')}.`;
  const read = readArguments(spec.parameters, call.arguments);
  return read.type === 'fault' ? `${read.fault} Call "${call.name}" again with arguments that fit, or go on without it.` : null;
}

/** How a call may be run; null when it may not. */
export function kindOf(call: ToolCall, more: readonly Tool[], may: May): ToolKind | null {
  if (faultOf(call, more, may)) return null;
  return more.find(({ name }) => name === call.name)?.kind ?? 'read';
}
