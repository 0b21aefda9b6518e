/** What operations of the OpenAPI document share: tags, credentials, headers and refusals. */
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { z } from 'zod';
import { KEY_PERMISSIONS, PLATFORM_PERMISSIONS } from '../../workflows/domain/api-key.ts';
import { ProblemView } from '../protocol/common.ts';
import type { AnyRoute, Policy } from './route.ts';

/** By the first segment of a path. */
const TAG_OF: Record<string, string> = {
  widget: 'Visitors at the chat',
  auth: 'Signing in',
  'demo-login': 'Signing in',
  me: 'My account',
  conversations: 'Conversations',
  turns: 'Conversations',
  assistant: 'Assistant',
  visitors: 'Visitors',
  documents: 'Knowledge',
  revisions: 'Knowledge',
  sites: 'Knowledge',
  knowledge: 'Knowledge',
  settings: 'Settings',
  'canned-responses': 'Canned responses',
  secrets: 'Secrets',
  members: 'People',
  invitations: 'People',
  tenant: 'Workspace',
  'api-keys': 'API keys',
  audit: 'Audit',
  system: 'System',
  operator: 'Installation',
};

export const TAGS = [
  { name: 'Visitors at the chat', description: 'What the chat does for whoever asks. Credential: a visitor session.' },
  { name: 'Conversations', description: 'Reading, answering and moving conversations.' },
  { name: 'Visitors', description: 'Who asks: by proof, and banned or not.' },
  { name: 'Knowledge', description: 'The documents that answers are taken from.' },
  { name: 'Settings', description: "A workspace's settings, each change a version with an author." },
  { name: 'Canned responses', description: 'Answers that agents keep ready.' },
  { name: 'Assistant', description: 'Silencing the assistant everywhere, and letting it speak again.' },
  { name: 'People', description: 'Members, their roles, and invitations.' },
  { name: 'Workspace', description: 'The workspace itself: name, owner, end.' },
  { name: 'API keys', description: 'Credentials of programs.' },
  { name: 'Secrets', description: 'Of which only the last four characters are ever shown.' },
  { name: 'Audit', description: 'Who did what, as a chain.' },
  { name: 'Signing in', description: 'Passwords, codes, second factors, single sign-on. These answers are credentials: no key repeats them.' },
  { name: 'My account', description: 'Of whoever is signed in, in whichever workspace.' },
  { name: 'System', description: 'Health of the installation.' },
  { name: 'Installation', description: 'For operators, who manage tenants and read none of them.' },
];

/** @throws Error for a path of which nobody has said where it belongs */
export function tagOf(path: string): string {
  const tag = TAG_OF[path.split('/')[1] ?? ''];
  if (!tag) throw new Error(`Say in openapi-parts.ts under which heading ${path} belongs.`);
  return tag;
}

export const SECURITY_SCHEMES = {
  staff: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token of /auth/sign-in: ten minutes, renewed by /auth/refresh' },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of /api-keys. A key of the installation names the tenant that it means in the header `Parley-Tenant`.',
  },
  visitor: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Visitor <token>` of /widget/sessions' },
} as const;

const FOR_KEYS: readonly string[] = [...KEY_PERMISSIONS, ...PLATFORM_PERMISSIONS];

export function securityOf(policy: Policy): Record<string, string[]>[] {
  if (policy.who === 'anyone') return [];
  if (policy.who === 'visitor') return [{ visitor: [] }];
  return policy.permission && FOR_KEYS.includes(policy.permission) ? [{ staff: [] }, { apiKey: [] }] : [{ staff: [] }];
}

export function whoMay(policy: Policy): string {
  if (policy.who === 'anyone') return `Needs no credential. ${policy.because}`;
  if (policy.who === 'visitor') return 'For the visitor of the session.';
  return policy.permission ? `Needs the permission \`${policy.permission}\`.` : 'For whoever is signed in.';
}

/** Whether a repeat under its key gets the first answer: every change, but those whose answers are credentials. */
export const isKeyed = ({ method, policy }: Pick<AnyRoute, 'method' | 'policy'>): boolean => method !== 'get' && (policy as Policy).who !== 'anyone';

export const IdempotencyKey = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .meta({
      description: 'Chosen by the caller, one a request. For a day the same key and request get the same answer; another request is refused (422).',
      example: '2f1c7b9e5a4d4c0f8b6e3d1a',
    }),
});

const Limits = z.object({
  RateLimit: z
    .string()
    .optional()
    .meta({ description: 'Of each limit that was taken: what remains, and seconds until it is full again', example: '"visitorMessage";r=9;t=10' }),
  'RateLimit-Policy': z
    .string()
    .optional()
    .meta({ description: 'Their sizes, and the seconds that these are for', example: '"visitorMessage";q=10;w=10' }),
});
const Replayed = z.object({
  'Idempotency-Replayed': z.literal('true').optional().meta({ description: 'This is the answer of an earlier request with this key' }),
});
const Later = Limits.extend({ 'Retry-After': z.string().meta({ description: 'Seconds', example: '7' }) });

export const successHeaders = (declared: AnyRoute) => (isKeyed(declared) ? Limits.extend(Replayed.shape) : Limits);

const refusal = (id: string, description: string, headers?: z.ZodObject): ZodOpenApiResponseObject => ({
  id,
  description,
  ...(headers ? { headers } : {}),
  content: { 'application/problem+json': { schema: ProblemView } },
});

const REFUSALS = {
  400: refusal('Invalid', 'The request does not have the expected shape; `fields` says where.'),
  401: refusal('Unauthenticated', 'No credential, or one that holds no more.'),
  403: refusal('Forbidden', 'The credential does not allow this.'),
  404: refusal('NotFound', 'Unknown here. What belongs to somebody else looks the same.'),
  409: refusal('Conflict', 'Somebody was faster, or the first request with this key is still at work.'),
  413: refusal('TooLarge', 'Larger than allowed.'),
  415: refusal('WrongMediaType', 'This media type is not accepted here.'),
  422: refusal('Unprocessable', 'Another request was made with this Idempotency-Key, or the content cannot be used.'),
  429: refusal('TooMany', 'Too many requests.', Later),
  503: refusal('Unavailable', 'A part that this needs is away; nothing was done that a repeat would double.', Later.partial()),
  default: refusal('Refused', 'Any other refusal.'),
} as const;

/** The refusals that a route can give, by its declaration. */
export function refusalsOf(declared: AnyRoute): Record<string, ZodOpenApiResponseObject> {
  const { policy, params, query, body, file, path } = declared;
  const who = (policy as Policy).who;
  const keyed = isKeyed(declared);
  const takes = { 400: params || query || body || file || keyed, 413: body || file, 415: body || file, 401: who !== 'anyone', 403: who !== 'anyone' };
  const also = { 404: path.includes('{') || body || query, 409: keyed, 422: keyed, 429: true, 503: true, default: true };
  const codes = Object.entries({ ...takes, ...also }).filter(([, can]) => can);
  return Object.fromEntries(codes.map(([code]) => [code, REFUSALS[code as unknown as keyof typeof REFUSALS]]));
}
