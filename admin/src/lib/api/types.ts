/** The nouns of the API under their own names, taken from the generated schema. */
import type { components } from '@parley/client';

type Schemas = components['schemas'];

export type Session = Schemas['StaffSession'];
export type SignInReply = Schemas['SignInReply'];
export type Member = Schemas['Member'];
export type Invitation = Schemas['Invitation'];
export type SessionSummary = Schemas['SessionSummary'];
export type Visitor = Schemas['Visitor'];
export type TenantSummary = Schemas['TenantSummary'];
export type Workspace = Schemas['Workspace'];
export type Permission = Session['permissions'][number];
export type Conversation = Schemas['Conversation'];
export type Status = Conversation['status'];
export type Entry = Schemas['Entry'];
export type Citation = Schemas['Citation'];
export type Turn = Schemas['Turn'];
export type SearchResult = Schemas['Search'];
export type Passage = SearchResult['passages'][number];
export type SentRequest = Schemas['SentRequest'];
export type ApiKey = Schemas['ApiKey'];
export type Assistant = Schemas['Assistant'];
export type Settings = Schemas['Settings'];
export type SettingsParts = Settings['settings'];
export type SettingsPart = keyof SettingsParts;
export type SettingsHistoryRow = Schemas['SettingsHistoryRow'];
export type HttpFunction = SettingsParts['tools']['functions'][number];
export type Secret = Schemas['Secret'];
export type Lifecycle = SettingsParts['lifecycle'];
export type CannedResponse = Schemas['CannedResponse'];
export type KnowledgeDocument = Schemas['Document'];
export type Revision = Schemas['Revision'];
export type Site = Schemas['Site'];
