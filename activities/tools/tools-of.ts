/** The tools of one turn beside the product's own: the installation's, and the functions in the settings that the turn follows. */
import { personaOf } from '../../workflows/domain/persona.ts';
import type { Turn } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { httpTool } from './http-function.ts';
import type { Tool } from './tool.ts';

export type ToolsNeed = Pick<Deps, 'tools' | 'settings' | 'secrets' | 'outside'>;

/** A tool of the installation keeps its name: a function that was called the same later is not offered. */
export async function toolsOfTurn(
  deps: ToolsNeed,
  { tenantId, settingsVersion }: Pick<Turn, 'tenantId' | 'settingsVersion'>,
): Promise<readonly Tool[]> {
  const rules = await deps.settings.version({ tenantId }, settingsVersion);
  const declared = personaOf(rules ?? {}).functions ? (rules?.tools?.functions ?? []) : [];
  const functions = declared.filter(({ name }) => !deps.tools.some((tool) => tool.name === name));
  return [...deps.tools, ...functions.map((one) => httpTool(deps, one))];
}
