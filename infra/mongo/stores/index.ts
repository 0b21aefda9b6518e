/** All stores over one connection. */
import type { Connection } from '../connect.ts';
import type { IdPrefix } from '../../../workflows/domain/ids.ts';
import type { Stores } from '../../ports/stores.ts';
import { accountStore } from './account-store.ts';
import { answerStore } from './answer-store.ts';
import { auditStore } from './audit-store.ts';
import { conversationStore } from './conversation-store.ts';
import { assistantStore } from './assistant-store.ts';
import { encoderStore } from './encoder-store.ts';
import { effectStore } from './effect-store.ts';
import { expiredStore } from './expired-store.ts';
import { eventStore } from './event-store.ts';
import { entryStore } from './entry-store.ts';
import { chunkStore, documentStore, revisionStore } from './knowledge-stores.ts';
import { identityStore } from './identity-store.ts';
import { invitationStore } from './invitation-store.ts';
import { memberStore } from './member-store.ts';
import { oneTimeCodeStore, secondFactorStore } from './proof-stores.ts';
import { refreshFamilyStore } from './refresh-family-store.ts';
import { tenantStore, userStore } from './people-stores.ts';
import { siteStore } from './site-store.ts';
import { settingsStore } from './settings-store.ts';
import { visitorSessionStore } from './visitor-session-store.ts';
import { tenantDesk } from './tenant-desk.ts';
import { turnStore } from './turn-store.ts';
import { usageStore } from './usage-store.ts';

type Options = { mintId: <P extends IdPrefix>(prefix: P) => `${P}_${string}`; now?: () => Date };

export function openStores(connection: Connection, { mintId, now = () => new Date() }: Options): Stores {
  const entries = entryStore(connection, now);
  const audit = auditStore(connection);
  const events = eventStore(connection, audit);
  return {
    entries,
    conversations: conversationStore(connection, entries, events),
    events,
    assistant: assistantStore(connection),
    turns: turnStore(connection),
    usage: usageStore(connection, now),
    effects: effectStore(connection, now),
    settings: settingsStore(connection, now),
    documents: documentStore(connection, now),
    chunks: chunkStore(connection),
    revisions: revisionStore(connection, mintId, now),
    encoderChoices: encoderStore(connection),
    sites: siteStore(connection),
    tenants: tenantStore(connection, now),
    users: userStore(connection),
    accounts: accountStore(connection),
    tenantDesk: tenantDesk(connection),
    members: memberStore(connection),
    identities: identityStore(connection),
    invitations: invitationStore(connection),
    oneTimeCodes: oneTimeCodeStore(connection),
    secondFactors: secondFactorStore(connection),
    refreshFamilies: refreshFamilyStore(connection),
    answers: answerStore(connection),
    audit,
    expired: expiredStore(connection),
    visitorSessions: visitorSessionStore(connection),
  };
}
