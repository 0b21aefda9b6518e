/** How a collection is declared: its fields, and its indexes with the query that each serves. */
import { Schema, type IndexDefinition, type IndexOptions } from 'mongoose';

type Index = { keys: IndexDefinition; options: IndexOptions & { name: string }; serves: string };
export type Collection = { name: string; schema: Schema; indexes: Index[] };

const { Mixed } = Schema.Types;
export const id = { type: String, required: true } as const;
export const text = { type: String, default: '' } as const;
export const number = { type: Number, required: true } as const;
export const date = { type: Date, required: true } as const;
export const anything = { type: Mixed } as const;

export const collection = (name: string, fields: Record<string, unknown>, indexes: Index[] = []): Collection => ({
  name,
  schema: new Schema({ _id: id, ...fields }, { collection: name, versionKey: false, strict: 'throw', minimize: false, id: false }),
  indexes,
});
