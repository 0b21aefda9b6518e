/** What the matrix cannot read off the declaration of a route: values of its other parameters, and what must be there for its rightful caller. */
import { Secret } from '../../../workflows/domain/secret.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import type { Shop } from './shop.ts';

export type Special = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** Made before each try of a rightful caller. */
  before?(parts: Parts, shop: Shop): Promise<unknown>;
  /** Codes of refusals that come from behind the guard, and so show that it let the caller in. */
  behind?: readonly string[];
  /** Reading it is written down: what is only tried for what it shows is left out. */
  leavesRow?: true;
  /** Ends or changes the caller itself: tried by somebody of a tenant of its own. */
  spare?: true;
};

const SECRET_VALUE = 'a secret of the matrix, which is long enough';
const aSecret = {
  params: { name: 'model-key' },
  before: (parts: Parts, { scope }: Shop) => parts.secrets.put(scope, 'model-key', new Secret(SECRET_VALUE)),
};

export const SPECIAL: Record<string, Special> = {
  checkDoor: { query: { tenant: 'nobody' }, behind: ['tenant.unknown'] },
  identify: { body: { userId: 'somebody', hash: '0'.repeat(64) }, behind: ['identity.refused'] },
  readSource: { params: { seq: '2', n: '1' } },
  exportAudit: { leavesRow: true },
  readSettingsVersion: { params: { version: '1' } },
  restoreSettings: { params: { version: '1' } },
  saveFunctions: { body: { basedOn: 1, functions: [] }, behind: ['settings.movedOn'] },
  changeCannedResponse: { behind: ['canned.movedOn'] },
  setSecret: { params: { name: 'model-key' }, body: { value: SECRET_VALUE } },
  removeSecret: aSecret,
  retireSecret: {
    ...aSecret,
    before: async (parts, shop) => {
      await aSecret.before(parts, shop);
      await aSecret.before(parts, shop);
    },
  },
  addSite: { body: { address: 'https://help.matrix.example/', everyHours: null }, behind: ['site.taken'] },
  transferOwnership: { spare: true },
  endMyOtherSessions: { spare: true },
  confirmSecondFactor: { behind: ['notFound', 'auth.wrongCode'] },
  beginSecondFactor: { behind: ['auth.wrongCredentials'] },
  removeSecondFactor: { behind: ['auth.wrongCredentials'] },
  changePassword: { behind: ['auth.wrongCredentials'] },
  acceptInvitationSignedIn: { behind: ['invitation.dead'] },
};
