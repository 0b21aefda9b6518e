/** zod schemas of the ids, by prefix. A TypeID is its prefix and 26 characters of base 32. */
import { z } from 'zod';
import type { IdPrefix } from '../ids.ts';

const idSchema = <P extends IdPrefix>(prefix: P) =>
  z.templateLiteral([`${prefix}_`, z.string().regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/)]) as unknown as z.ZodType<`${P}_${string}`, `${P}_${string}`>;

export const TenantIdSchema = idSchema('tnt');
export const UserIdSchema = idSchema('usr');
export const VisitorIdSchema = idSchema('vis');
export const ConversationIdSchema = idSchema('cnv');
export const TurnIdSchema = idSchema('trn');
export const DocumentIdSchema = idSchema('doc');
export const ChunkIdSchema = idSchema('chk');
export const RevisionIdSchema = idSchema('rev');
export const ApiKeyIdSchema = idSchema('key');
export const InvitationIdSchema = idSchema('inv');
export const OperationIdSchema = idSchema('opr');
export const CannedResponseIdSchema = idSchema('can');
export const SiteIdSchema = idSchema('sit');

/** Of a session of staff: random, since it stands in tokens. */
export const StaffSessionIdSchema = z.templateLiteral(['fam_', z.string().regex(/^[A-Za-z0-9_-]{43}$/)]);
