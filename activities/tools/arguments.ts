/** The arguments of a tool call, read and held against what the tool takes. */
import type { Parameters, Property } from '../../workflows/domain/turn.ts';
import type { Arguments } from './tool.ts';

export type Read = { type: 'valid'; args: Arguments } | { type: 'fault'; fault: string };

/** @param json as the model wrote it; empty counts as no arguments. The fault is a sentence for the model. */
export function readArguments({ properties, required }: Parameters, json: string): Read {
  let args: unknown;
  try {
    args = JSON.parse(json.trim() || '{}');
  } catch {
    return fault('The arguments are not valid JSON.');
  }
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return fault('The arguments must be a JSON object.');
  const given = args as Record<string, unknown>;
  const missing = required.find((name) => !Object.hasOwn(given, name));
  if (missing) return fault(`The argument "${missing}" is missing.`);
  for (const [name, value] of Object.entries(given)) {
    const property = Object.hasOwn(properties, name) ? properties[name]! : null;
    if (!property) return fault(`There is no argument "${name.slice(0, 60)}". Known: ${Object.keys(properties).join(', ') || 'none'}.`);
    if (!isOf(property, value)) return fault(`The argument "${name}" must be ${wanted(property)}.`);
  }
  return { type: 'valid', args: given as Arguments };
}

const fault = (words: string): Read => ({ type: 'fault', fault: words });

function isOf({ type, enum: values }: Property, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  // Half a sign is no text: neither an address nor a database takes it.
  if (typeof value === 'string' && !value.isWellFormed()) return false;
  return typeof value === type && (!values || values.includes(value as string));
}

const wanted = ({ type, enum: values }: Property): string =>
  values ? `one of ${values.join(', ')}` : type === 'integer' ? 'an integer' : `a ${type}`;
