/** What a function is allowed to do, in words; and the one that a form begins with. */
import type { HttpFunction } from '#lib/api/types.ts';

export const KINDS: { value: HttpFunction['kind']; label: string; hint: string; short: string }[] = [
  { value: 'read', label: 'Only reads', hint: 'It changes nothing, so it may be asked again at any time.', short: 'Reads' },
  {
    value: 'keyed',
    label: 'Acts, and knows Idempotency-Key',
    hint: 'The same key twice is the same act once: your system promises it, so a call may be repeated.',
    short: 'Acts, repeatable',
  },
  {
    value: 'once',
    label: 'Acts, and knows no keys',
    hint: 'It is never sent twice. When nobody knows how a call ended, the conversation goes to a person.',
    short: 'Acts once',
  },
];

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export const newFunction = (): HttpFunction => ({
  name: '',
  description: '',
  parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
  method: 'GET',
  url: '',
  headers: [],
  timeoutMs: 3_000,
  kind: 'read',
});

/** Errors of one place of a form, under the names of what is below it. */
export const errorsUnder = (errors: Readonly<Record<string, string>>, path: string): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).flatMap(([at, message]) => (at.startsWith(`${path}.`) ? [[at.slice(path.length + 1), message]] : [])));
