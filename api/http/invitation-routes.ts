/** Invitations: mailed to one address, good for three days, once, and only while whoever invited may still invite. */
import type { Invitation } from '../../infra/ports/people-stores.ts';
import { forbidden, invalidRequest, invitationDead, memberAlready, notFound, wrongCredentials } from '../../workflows/domain/errors.ts';
import { PLATFORM } from '../../workflows/domain/audit.ts';
import type { UserId } from '../../workflows/domain/ids.ts';
import { isActive } from '../../workflows/domain/tenant.ts';
import type { ApiDeps } from '../context.ts';
import { PageQuery } from '../protocol/common.ts';
import { allows } from '../protocol/abilities.ts';
import {
  AcceptInvitation,
  InvitationPage,
  InvitationLook,
  InvitationParams,
  InvitationView,
  Invite,
  OpenInvitation,
  WorkspaceView,
} from '../protocol/people.ts';
import { NewPassword, SignInReply } from '../protocol/staff.ts';
import { sendInvitation } from '../invitations.ts';
import { roleIn } from '../middleware/authenticate.ts';
import { presentInvitation } from '../present/people.ts';
import { enterWorkspace, secondFactorOf, takeSignIn } from './enter.ts';
import { mustBeOurPage } from './refresh-cookie.ts';
import { pageOf } from './page-of.ts';
import { anyone, route, staff } from './route.ts';

const invite = route({
  name: 'invite',
  method: 'post',
  path: '/invitations',
  summary: 'Mails an invitation; it is good for 72 hours, once, for this address',
  policy: staff('member.manage'),
  body: Invite,
  status: 201,
  reply: InvitationView,
  audit: { security: true, action: 'member.invited', detail: ({ body }) => ({ role: body.role }) },
  async handle({ staff: caller, body: { email, role }, newId }, deps) {
    if (!allows(caller.role, 'member.manage', { role })) throw forbidden();
    const known = await deps.users.byEmail(email);
    if (known && (await deps.users.membership(caller.scope, known._id))) throw memberAlready();
    return presentInvitation(await sendInvitation({ ...deps, mintId: newId }, { ...caller.scope, email, role, invitedBy: caller.userId }));
  },
});

const list = route({
  name: 'listInvitations',
  method: 'get',
  path: '/invitations',
  summary: 'Invitations that are still open',
  policy: staff('member.manage'),
  query: PageQuery,
  reply: InvitationPage,
  async handle({ staff: { scope }, query }, { invitations, now }) {
    const open = (await invitations.open(scope)).filter(({ expiresAt }) => expiresAt > now());
    const { data, nextCursor } = pageOf(open, query, ({ _id }) => _id, 'falling');
    return { data: data.map(presentInvitation), nextCursor };
  },
});

const revoke = route({
  name: 'revokeInvitation',
  method: 'delete',
  path: '/invitations/{invitationId}',
  summary: 'Withdraws an invitation',
  policy: staff('member.manage'),
  binds: { invitationId: 'tenant' },
  params: InvitationParams,
  audit: { security: true, action: 'invitation.withdrawn' },
  async handle({ staff: { scope }, params: { invitationId } }, { invitations }) {
    if (!(await invitations.revoke(scope, invitationId))) throw notFound();
  },
});

const look = route({
  name: 'lookAtInvitation',
  method: 'post',
  path: '/auth/invitations/look',
  summary: 'What an invitation is for',
  policy: anyone('The token of the mail is the credential.'),
  body: OpenInvitation,
  reply: InvitationLook,
  async handle({ body: { token }, request }, deps) {
    await takeSignIn(deps, null, request);
    const { invitation, workspace } = await mustBeOpen(deps, token);
    const { email, role } = invitation;
    return { workspace, email, role, known: (await deps.users.byEmail(email)) !== null };
  },
});

const accept = route({
  name: 'acceptInvitation',
  method: 'post',
  path: '/auth/invitations/accept',
  summary: 'Joins by an invitation: with a new account, or with the password of the one that the address has',
  policy: anyone('The token of the mail proves the address; an account that exists also asks for its password.'),
  body: AcceptInvitation,
  reply: SignInReply,
  async handle({ body: { token, name, password }, request, response }, deps) {
    mustBeOurPage(request, deps);
    await takeSignIn(deps, null, request);
    const { invitation } = await mustBeOpen(deps, token);
    const known = await deps.users.byEmail(invitation.email);
    if (known) {
      await takeSignIn(deps, invitation.email, request);
      if (!(await deps.passwords.matches(password, known.passwordHash))) throw wrongCredentials();
      const second = await secondFactorOf(deps, known._id, 'invitation');
      await join(deps, invitation, known._id);
      return second ?? enterWorkspace(deps, { userId: known._id, how: 'invitation', tenantId: invitation.tenantId }, { request, response });
    }
    const fields = faultsOf(name, password);
    if (!name || fields.length > 0) throw invalidRequest({ fields });
    const userId = deps.mintId('usr');
    const passwordHash = await deps.passwords.hash(password);
    await join(deps, invitation, userId, () =>
      deps.users.create({ _id: userId, email: invitation.email, name, passwordHash, emailVerifiedAt: deps.now() }),
    );
    return enterWorkspace(deps, { userId, how: 'invitation', tenantId: invitation.tenantId }, { request, response });
  },
});

const acceptAsMember = route({
  name: 'acceptInvitationSignedIn',
  method: 'post',
  path: '/me/invitations',
  summary: 'Joins another workspace by an invitation to your own address',
  policy: staff(null),
  body: OpenInvitation,
  reply: WorkspaceView,
  audit: { instead: 'Joining leaves its row in the workspace that is joined.' },
  async handle({ staff: { userId }, body: { token } }, deps) {
    const { invitation } = await mustBeOpen(deps, token);
    const user = await deps.users.get(userId);
    if (user?.emailKey !== invitation.emailKey) throw invitationDead();
    await join(deps, invitation, userId);
    const tenant = await deps.tenants.get(invitation.tenantId);
    if (!tenant) throw invitationDead();
    return { id: tenant._id, slug: tenant.slug, name: tenant.name, role: invitation.role, current: false };
  },
});

/** @throws {Problem} `invitation.dead`, whatever the reason */
async function mustBeOpen(deps: ApiDeps, token: string): Promise<{ invitation: Invitation; workspace: string }> {
  const invitation = await deps.invitations.byTokenHash(deps.hashToken(token));
  if (!invitation || invitation.state !== 'open' || invitation.expiresAt <= deps.now()) throw invitationDead();
  const scope = { tenantId: invitation.tenantId };
  const tenant = await deps.tenants.get(scope.tenantId);
  if (!tenant || !isActive(tenant) || !(await mayStillInvite(deps, invitation))) throw invitationDead();
  return { invitation, workspace: tenant.name };
}

/** An owner is invited by whoever runs the installation, everybody else by those who manage members. */
async function mayStillInvite(deps: ApiDeps, { tenantId, invitedBy, role }: Invitation): Promise<boolean> {
  if (role === 'owner') return (await roleIn(deps, { userId: invitedBy, tenantId: PLATFORM })) === 'operator';
  const inviter = await deps.users.membership({ tenantId }, invitedBy);
  return inviter !== null && allows(inviter.role, 'member.manage', { role });
}

/** Of any number who accept at once one joins. @throws {Problem} `invitation.dead`, `member.already` */
async function join(
  deps: ApiDeps,
  { _id, tenantId, role }: Invitation,
  userId: UserId,
  first: () => Promise<unknown> = async () => {},
): Promise<void> {
  const scope = { tenantId };
  if (await deps.users.membership(scope, userId)) throw memberAlready();
  if (!(await deps.invitations.claim(scope, _id, userId))) throw invitationDead();
  try {
    const actor = { type: 'user', id: userId } as const;
    await deps.audit.append(scope, {
      key: `${_id}:accepted`,
      at: deps.now(),
      actor,
      action: 'member.joined',
      subject: userId,
      detail: `role=${role}`,
    });
    await first();
    await deps.users.addMember(scope, userId, role);
  } catch (error) {
    await deps.invitations.release(scope, _id, userId);
    throw error;
  }
}

function faultsOf(name: string | undefined, password: string) {
  const fields = name ? [] : [{ path: 'body.name', message: 'Enter a name.' }];
  const checked = NewPassword.safeParse(password);
  if (!checked.success) fields.push({ path: 'body.password', message: checked.error.issues[0]?.message ?? '' });
  return fields;
}

export const invitationRoutes = [invite, list, revoke, look, accept, acceptAsMember];
