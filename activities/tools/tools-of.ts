/** The tools of one turn beside the product's own: the installation's, and the functions in the settings that the turn follows. */
import { personaOf } from '../../workflows/domain/persona.ts';
import { discreet } from '../../workflows/domain/personal-data.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import type { Turn } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { httpTool } from './http-function.ts';
import { ToolRefused, type Tool, type ToolSaid } from './tool.ts';

export type ToolsNeed = Pick<Deps, 'tools' | 'settings' | 'secrets' | 'outside'>;

/** A tool of the installation keeps its name: a function that was called the same later is not offered. */
export async function toolsOfTurn(
  deps: ToolsNeed,
  { tenantId, settingsVersion }: Pick<Turn, 'tenantId' | 'settingsVersion'>,
): Promise<readonly Tool[]> {
  const rules = await deps.settings.version({ tenantId }, settingsVersion);
  const declared = personaOf(rules ?? {}).functions ? (rules?.tools?.functions ?? []) : [];
  const functions = declared.filter(({ name }) => !deps.tools.some((tool) => tool.name === name));
  return [...deps.tools, ...functions.map((one) => httpTool(deps, one))].map((tool) => discreetly(tool, rules ?? {}));
}

/** What another system says of people is masked before anybody reads or keeps it. */
const discreetly = (tool: Tool, rules: Pick<Settings, 'privacy'>): Tool => ({
  ...tool,
  async run(args, context) {
    try {
      return masked(await tool.run(args, context), rules);
    } catch (error) {
      throw error instanceof ToolRefused ? new ToolRefused(discreet(error.message, rules)) : error;
    }
  },
  ...(tool.resolve
    ? {
        async resolve(key) {
          const found = await tool.resolve!(key);
          return found.type === 'done' ? masked(found, rules) : found;
        },
      }
    : {}),
});

const masked = <T extends Pick<ToolSaid, 'text'>>(said: T, rules: Pick<Settings, 'privacy'>): T => ({ ...said, text: discreet(said.text, rules) });
