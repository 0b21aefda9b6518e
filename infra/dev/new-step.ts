/**
 * `npm run new:step -- <capability> <verb-noun> [--profile store|model|search|bulk]`: an activity, its test, its line in
 * activities/index.ts; and the `await` for the story, which is yours to place.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root as checkout } from './tools.ts';

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const VERB_NOUN = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
/** Profiles with a heartbeat timeout: an activity under one beats, or it is taken for dead. */
const BEATING = ['model', 'bulk', 'sweep'];

export class Refused extends Error {
  override name = 'Refused';
}

export type NewStep = { files: string[]; call: string };

/**
 * @param step.capability folder under activities/, made when it is not there
 * @param step.name       verb-noun in kebab case; the activity gets it in camel case
 * @param step.profile    an export of workflows/retry-profiles.ts
 * @throws {Refused} before anything is written, when a name is no name or taken
 */
export function newStep(root: string, { capability, name, profile }: { capability: string; name: string; profile: string }): NewStep {
  const activity = camel(name);
  const profiles = [...readFileSync(join(root, 'workflows/retry-profiles.ts'), 'utf8').matchAll(/^export const (\w+) =/gm)].map(([, known]) => known);
  const indexFile = join(root, 'activities/index.ts');
  const index = readFileSync(indexFile, 'utf8');
  if (!KEBAB.test(capability)) throw new Refused(`"${capability}" is no folder name: lower case words, joined by hyphens.`);
  if (!VERB_NOUN.test(name)) throw new Refused(`"${name}" is no verb-noun: for instance send-transcript.`);
  if (!profiles.includes(profile))
    throw new Refused(`There is no profile "${profile}" in workflows/retry-profiles.ts. Known: ${profiles.join(', ')}.`);
  if (new RegExp(`\\b${activity}\\b`).test(index)) throw new Refused(`activities/index.ts has a ${activity} already.`);

  const path = `activities/${capability}/${name}`;
  const files = [`${path}.ts`, `${path}.test.ts`];
  for (const file of files) if (existsSync(join(root, file))) throw new Refused(`${file} is there already.`);

  mkdirSync(join(root, 'activities', capability), { recursive: true });
  writeFileSync(join(root, `${path}.ts`), activitySource(activity, BEATING.includes(profile)));
  writeFileSync(join(root, `${path}.test.ts`), testSource(activity, name, BEATING.includes(profile)));
  writeFileSync(indexFile, withLine(index, activity, `./${capability}/${name}.ts`));
  return { files, call: `await ${profile}.${activity}.executeWithOptions({ summary: '${name.replaceAll('-', ' ')}' }, [talk.ref]);` };
}

const camel = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const sentence = (activity: string): string => {
  const words = activity.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
};

/** The import joins the others in the order of their paths; the activity comes last. */
function withLine(index: string, activity: string, path: string): string {
  const line = `import { ${activity} } from '${path}';`;
  const lines = index.split('\n');
  const pathOf = (text: string) => /^import \{ .* \} from '(\.\/[^']+\/[^']+)';$/.exec(text)?.[1];
  const behind = lines.findIndex((text) => (pathOf(text) ?? '') > path);
  const last = lines.findLastIndex((text) => text.startsWith('import '));
  lines.splice(behind === -1 ? last + 1 : behind, 0, line);
  const end = lines.indexOf('});');
  if (end === -1) throw new Refused('activities/index.ts has no createActivities that ends in "});".');
  lines.splice(end, 0, `  ${activity}: ${activity}(deps),`);
  return lines.join('\n');
}

const activitySource = (
  activity: string,
  beats: boolean,
): string => `/** ${sentence(activity)}: tells how far the log has been folded. A second run reads again and changes nothing. */
${beats ? "import { heartbeat } from '@temporalio/activity';\n" : ''}import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';

export const ${activity} =
  ({ conversations }: { conversations: Pick<Deps['conversations'], 'get'> }) =>
  async ({ tenantId, conversationId }: ConversationRef): Promise<{ upTo: number }> => {
${beats ? '    heartbeat();\n' : ''}    const conversation = await conversations.get({ tenantId }, conversationId);
    if (!conversation) throw missingLog(conversationId);
    return { upTo: conversation.projectedSeq };
  };
`;

const testSource = (activity: string, name: string, beats: boolean): string => `import { expect, test } from '@jest/globals';
${beats ? "import { MockActivityEnvironment } from '@temporalio/testing';\n" : ''}import type { Conversation } from '../../workflows/domain/conversation.ts';
import { ${activity} } from './${name}.ts';

const ref = { tenantId: 'tnt_a', conversationId: 'cnv_a' } as const;
${beats ? 'const run = <R>(step: (of: typeof ref) => Promise<R>): Promise<R> => new MockActivityEnvironment().run(step, ref);' : 'const run = <R>(step: (of: typeof ref) => Promise<R>): Promise<R> => step(ref);'}

test('the second run says the same', async () => {
  const step = ${activity}({ conversations: { get: async () => ({ projectedSeq: 3 }) as Conversation } });
  expect(await run(step)).toEqual({ upTo: 3 });
  expect(await run(step)).toEqual({ upTo: 3 });
});

test('waits for a log that is not there yet', async () => {
  const step = ${activity}({ conversations: { get: async () => null } });
  await expect(run(step)).rejects.toMatchObject({ type: 'MissingLog', nonRetryable: false });
});
`;

if (import.meta.main) {
  try {
    const { values, positionals } = parseArgs({ options: { profile: { type: 'string', default: 'store' } }, allowPositionals: true });
    const [capability, name, ...rest] = positionals;
    if (!capability || !name || rest.length > 0) throw new Refused('Usage: npm run new:step -- <capability> <verb-noun> [--profile store]');
    const { files, call } = newStep(checkout, { capability, name, profile: values.profile });
    console.log(
      `Written: ${files.join(', ')} and a line in activities/index.ts.\n\nNow place it in the story, for instance in workflows/conversation/turn.ts:\n\n  ${call}\n`,
    );
    console.log(
      'With conversations in flight: guard it by an id in workflows/patches.ts and record a history (CONTRIBUTING.md, "Change a workflow").',
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
