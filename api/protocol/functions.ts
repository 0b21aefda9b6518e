/** Functions of a tenant as they cross the wire; console and API check them by the same rules. */
import { z } from 'zod';
import {
  faultOfFunctionUrl,
  faultOfHeader,
  FUNCTIONS_MOST,
  METHODS,
  OWN_TOOLS,
  soundsLikeOurId,
  TIMEOUT_MS,
} from '../../workflows/domain/http-function.ts';
import { words } from './common.ts';
import { FunctionSecretNameSchema } from './secrets.ts';

const ParameterName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, 'Begin with a small letter; up to 40 letters, digits and _.')
  .refine((name) => !soundsLikeOurId(name), 'A model may not name ids of this product: call it by what it is, such as order.');

const Property = z.strictObject({
  type: z.enum(['string', 'number', 'integer', 'boolean']),
  description: words(300).optional(),
  enum: z.array(words(100).min(1, 'A choice is not empty.')).min(1).max(50).optional(),
});

const Parameters = z
  .strictObject({
    type: z.literal('object'),
    properties: z
      .record(ParameterName, Property)
      .refine((properties) => Object.keys(properties).length <= 20, 'At most twenty parameters.')
      .refine((properties) => Object.values(properties).every(({ type, enum: choices }) => !choices || type === 'string'), 'Only text has choices.'),
    required: z.array(z.string().max(40)).max(20),
    additionalProperties: z.literal(false),
  })
  .refine(({ properties, required }) => required.every((name) => Object.hasOwn(properties, name)), {
    path: ['required'],
    message: 'Only parameters can be required.',
  })
  .meta({ description: 'The part of JSON Schema in which a model is told what to hand over' });

/** Of the connection, of the call, or by which somebody is taken for somebody else. */
const OURS =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|keep-alive|expect|proxy-.*|forwarded|x-forwarded-.*|cookie|idempotency-key|user-agent)$/i;

const Header = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,60}$/, 'Use letters, digits and -.')
      .refine((name) => !OURS.test(name), 'This header is ours to set.'),
    value: z
      .string()
      .max(500, 'At most 500 characters.')
      .regex(/^[\x20-\x7e]*$/, 'Use plain characters on one line.')
      .meta({ description: '`{secret}` stands for the value of the secret' }),
    secret: FunctionSecretNameSchema.nullable().meta({ description: 'Set with PUT /secrets/{name}; no model ever sees it' }),
  })
  .superRefine((header, refusal) => {
    const fault = faultOfHeader(header);
    if (fault) refusal.addIssue({ code: 'custom', path: ['value'], message: fault });
  });

const DeclaredFunction = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{1,39}$/, 'Begin with a small letter; 2 to 40 of the characters a-z 0-9 _.')
      .refine((name) => !OWN_TOOLS.includes(name), 'This name is taken by the product.'),
    description: words(500).min(1, 'Say what it is good for: a model chooses by it.'),
    parameters: Parameters,
    method: z.enum(METHODS),
    url: z.string().max(1_000).meta({ description: 'https, with `{parameter}` in its path or query' }),
    headers: z.array(Header).max(10, 'At most ten headers.'),
    timeoutMs: z
      .number()
      .int('Use whole milliseconds.')
      .min(TIMEOUT_MS.least, 'Half a second is the least.')
      .max(TIMEOUT_MS.most, 'Eight seconds are the most.'),
    kind: z.enum(['read', 'keyed', 'once']).meta({
      description: '`read` changes nothing; `keyed` does a thing once an Idempotency-Key; `once` knows no keys and is never sent twice',
    }),
  })
  .superRefine((one, refusal) => {
    const fault = faultOfFunctionUrl(one);
    if (fault) refusal.addIssue({ code: 'custom', path: ['url'], message: fault });
  });

const different = (all: readonly { name: string }[]): boolean => new Set(all.map(({ name }) => name)).size === all.length;

export const functions = z
  .array(DeclaredFunction)
  .max(FUNCTIONS_MOST, 'At most twenty functions.')
  .refine(different, 'A name is there twice.')
  .meta({ description: 'What a model may call of your own systems' });
