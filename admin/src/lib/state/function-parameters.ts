/** The parameters of a function while they are edited: as rows whose names may be wrong or there twice for a while. */
import type { HttpFunction } from '#lib/api/types.ts';

export type ParameterType = 'string' | 'number' | 'integer' | 'boolean';
export type ParameterRow = { name: string; type: ParameterType; description: string; /** With commas between. */ choices: string; required: boolean };

export const PARAMETER_TYPES: { value: ParameterType; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'integer', label: 'Whole number' },
  { value: 'boolean', label: 'Yes or no' },
];

export const newRow = (): ParameterRow => ({ name: '', type: 'string', description: '', choices: '', required: true });

export const rowsOf = ({ properties, required }: HttpFunction['parameters']): ParameterRow[] =>
  Object.entries(properties).map(([name, { type, description = '', enum: choices = [] }]) => ({
    name,
    type,
    description,
    choices: choices.join(', '),
    required: required.includes(name),
  }));

/** What each row is kept under. A name that is there again gets a space, which no rule lets pass: so it is refused and never lost. */
export const keysOf = (rows: readonly ParameterRow[]): string[] =>
  rows.map(({ name }, i) => name + ' '.repeat(rows.slice(0, i).filter((before) => before.name === name).length));

export function parametersOf(rows: readonly ParameterRow[]): HttpFunction['parameters'] {
  const keys = keysOf(rows);
  const properties = rows.map(({ type, description, choices }, i) => {
    const all = type === 'string' ? choicesIn(choices) : [];
    return [keys[i]!, { type, ...(description === '' ? {} : { description }), ...(all.length === 0 ? {} : { enum: all }) }] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: keys.filter((_key, i) => rows[i]!.required),
    additionalProperties: false,
  };
}

const choicesIn = (text: string): string[] =>
  text
    .split(',')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
