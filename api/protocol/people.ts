/** People and their workspaces: codes, sign-up, invitations, members, the second factor. */
import { z } from 'zod';
import { ROLES, STAFF_ROLES } from '../../workflows/domain/roles.ts';
import { InvitationIdSchema, TenantIdSchema, UserIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { page, Time } from './common.ts';
import { NewPassword } from './staff.ts';

/** Lines of text that people see: no control characters, no blanks at the ends. */
const Line = (max: number, empty: string) =>
  z
    .string()
    .trim()
    .min(1, empty)
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'Use plain letters.');

export const Email = z.email('Enter an e-mail address.').max(254);
const PersonName = Line(100, 'Enter a name.');
export const WorkspaceName = Line(80, 'Enter a name.');
export const WorkspaceSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'Use 2 to 40 of the characters a-z, 0-9 and -.');
const Code = z.string().regex(/^\d{8}$/, 'A code has eight digits.');
const ChallengeId = z.string().regex(/^chl_[A-Za-z0-9_-]{43}$/, 'This is not the id of a challenge.');
const InvitationToken = z.string().regex(/^inv_[A-Za-z0-9_-]{43}$/, 'This is not an invitation.');

export const SignInMethods = z
  .object({ /** Name of the provider. */ singleSignOn: z.string().nullable(), signUp: z.boolean() })
  .meta({ id: 'SignInMethods' });

export const AskForCode = z.strictObject({ email: Email, purpose: z.enum(['signIn', 'signUp']) }).meta({ id: 'AskForCode' });
export const Challenge = z.object({ challengeId: z.string() }).meta({ id: 'Challenge' });
export const SpendCode = z.strictObject({ challengeId: ChallengeId, code: Code }).meta({ id: 'SpendCode' });
export const SignUp = z
  .strictObject({ challengeId: ChallengeId, code: Code, workspace: WorkspaceName, name: PersonName, password: NewPassword })
  .meta({ id: 'SignUp' });

export const SpendSecondFactor = z
  .strictObject({
    partialToken: z.string().min(1).max(2_000),
    /** Six digits of the app, or a recovery code. */
    code: z.string().min(6).max(40),
  })
  .meta({ id: 'SpendSecondFactor' });
export const WithPassword = z.strictObject({ password: z.string().min(1).max(200) }).meta({ id: 'WithPassword' });
export const Enrolment = z.object({ secret: z.string(), uri: z.string(), picture: z.string() }).meta({ id: 'Enrolment' });
export const ConfirmSecondFactor = z
  .strictObject({ code: z.string().regex(/^\d{6}$/, 'A code of the app has six digits.') })
  .meta({ id: 'ConfirmSecondFactor' });
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
export const SecondFactorState = z.object({ on: z.boolean(), recoveryCodesLeft: z.number().int() }).meta({ id: 'SecondFactorState' });

export const NewWorkspace = z.strictObject({ name: WorkspaceName }).meta({ id: 'NewWorkspace' });
export const SwitchTo = z.strictObject({ tenantId: TenantIdSchema }).meta({ id: 'SwitchTo' });
export const WorkspaceView = z
  .object({ id: TenantIdSchema, slug: z.string(), name: z.string(), role: z.enum(STAFF_ROLES), current: z.boolean() })
  .meta({ id: 'Workspace' });
export const WorkspacePage = page(WorkspaceView).meta({ id: 'WorkspacePage' });

export const RenameWorkspace = z.strictObject({ name: WorkspaceName }).meta({ id: 'RenameWorkspace' });
export const ChangeProfile = z.strictObject({ name: PersonName }).meta({ id: 'ChangeProfile' });

export const DeleteTenant = z.strictObject({ slug: z.string().min(1).max(80) }).meta({ id: 'DeleteTenant' });

/** Ownership is handed on, not given. */
const GivenRole = z.enum(['admin', 'agent', 'viewer']);

export const MemberView = z
  .object({ id: UserIdSchema, name: z.string(), email: z.string(), role: z.enum(ROLES), you: z.boolean() })
  .meta({ id: 'Member' });
export const MemberPage = page(MemberView).meta({ id: 'MemberPage' });
export const MemberParams = z.strictObject({ userId: UserIdSchema });
export const ChangeRole = z.strictObject({ role: GivenRole }).meta({ id: 'ChangeRole' });
export const TransferOwnership = z.strictObject({ userId: UserIdSchema }).meta({ id: 'TransferOwnership' });

export const Invite = z.strictObject({ email: Email, role: GivenRole }).meta({ id: 'Invite' });
export const InvitationView = z
  .object({ id: InvitationIdSchema, email: z.string(), role: z.enum(ROLES), createdAt: Time, expiresAt: Time })
  .meta({ id: 'Invitation' });
export const InvitationPage = page(InvitationView).meta({ id: 'InvitationPage' });
export const InvitationParams = z.strictObject({ invitationId: InvitationIdSchema });
export const OpenInvitation = z.strictObject({ token: InvitationToken }).meta({ id: 'OpenInvitation' });
export const InvitationLook = z
  .object({ workspace: z.string(), email: z.string(), role: z.enum(ROLES), /** Whether the address has an account. */ known: z.boolean() })
  .meta({ id: 'InvitationLook' });
export const AcceptInvitation = z
  .strictObject({ token: InvitationToken, /** Of a new account. */ name: PersonName.optional(), password: z.string().min(1).max(200) })
  .meta({ id: 'AcceptInvitation' });
