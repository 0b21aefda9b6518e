/**
 * A function of a tenant as a tool: its address is called through the client for tenants' addresses, with the arguments that were held
 * against its parameters. Secrets join the headers here and nowhere else; what comes back is data, without them and without what
 * people cannot see.
 */
import { callOfFunction, faultOfFunctionUrl, withSecret, type HttpFunction } from '../../workflows/domain/http-function.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { visibleText } from '../../workflows/domain/visible-text.ts';
import type { Deps } from '../deps.ts';
import { ToolRefused, type Arguments, type Tool, type ToolContext, type ToolSaid } from './tool.ts';

/** Of an answer: several times what a model is shown of it. */
const MAX_BYTES = 64_000;
const HIDDEN = '[secret]';

type Needs = Pick<Deps, 'secrets' | 'outside'>;

export const httpTool = (deps: Needs, declared: HttpFunction): Tool => ({
  name: declared.name,
  description: declared.description,
  parameters: declared.parameters,
  policy: { reaches: 'conversation' },
  kind: declared.kind,
  run: (args, context) => call(deps, declared, args, context),
});

/**
 * @throws {ToolRefused} when nothing was done: what cannot be sent, and what the system refused (3xx, 4xx)
 * @throws Error when it may have been done: no answer, or 5xx
 */
async function call({ secrets, outside }: Needs, declared: HttpFunction, args: Arguments, context: ToolContext): Promise<ToolSaid> {
  const { url, body } = callOfFunction(declared, args) ?? {};
  // Judged again: a version that was stored long ago may be older than a rule.
  if (!url || faultOfFunctionUrl(declared)) throw new ToolRefused('These arguments cannot be sent.');
  const { headers, values } = await headersOf({ secrets }, context, declared);
  const { kind, method, timeoutMs } = declared;
  const response = await outside.fetch({ maxBytes: MAX_BYTES, totalMs: timeoutMs })(url, {
    method,
    headers: {
      accept: 'application/json, text/plain;q=0.9',
      'parley-conversation': context.conversationId,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(kind === 'read' ? {} : { 'idempotency-key': context.effectKey }),
      ...headers,
    },
    ...(body ? { body } : {}),
    // What acts on the world is not cut off: nobody would know how it ended.
    ...(kind === 'read' ? { signal: context.signal } : {}),
  });
  if (response.status >= 500 || (response.status === 429 && kind === 'read')) {
    await response.body?.cancel();
    throw new Error(`The function answered ${response.status}.`);
  }
  const text = hidden(visibleText(await bodyOf(response, kind !== 'read')), values);
  if (!response.ok) throw new ToolRefused(`The function refused with ${response.status}.${text ? ` It said: ${text}` : ''}`);
  return { text: text || 'Done, without a word.' };
}

/** That it was done is known by its status; an answer that breaks off behind it must not make that doubtful. */
async function bodyOf(response: Response, acted: boolean): Promise<string> {
  try {
    return (await response.text()).trim();
  } catch (error) {
    if (!acted) throw error;
    return '';
  }
}

async function headersOf(
  { secrets }: Pick<Needs, 'secrets'>,
  scope: TenantScope,
  { headers }: HttpFunction,
): Promise<{ headers: Record<string, string>; values: string[] }> {
  const made: Record<string, string> = {};
  const values: string[] = [];
  for (const header of headers) {
    if (header.secret === null) {
      made[header.name] = header.value;
      continue;
    }
    const secret = await secrets.current(scope, header.secret);
    if (!secret) throw new ToolRefused('The function is not set up: a secret of it is missing.');
    const value = withSecret(header, secret.reveal());
    // What cannot stand in a header would be thrown with its value in the message.
    if (/[^\x20-\x7e]/.test(value)) throw new ToolRefused('The function is not set up: a secret of it cannot be sent.');
    values.push(secret.reveal());
    made[header.name] = value;
  }
  return { headers: made, values };
}

/** Without the secrets that were sent: a system may say back what it was told. */
const hidden = (text: string, values: readonly string[]): string =>
  values.flatMap(spellings).reduce((said, value) => said.replaceAll(value, HIDDEN), text);

const spellings = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  encodeURIComponent(value),
  Buffer.from(value).toString('base64'),
];
