/** What a new workspace begins with, until its people change it. */
import { NOTICES } from '../../workflows/domain/notices.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import { DEFAULT_FLOOR } from '../extractive/answerer.ts';

export const FIRST_SETTINGS: Omit<Settings, 'tenantId' | 'version' | 'createdAt'> = {
  assistantName: 'Assistant',
  greeting: NOTICES.en.greeting,
  suggestions: [],
  handoffWords: ['human', 'a person', 'real person', 'agent', 'talk to someone', 'speak to someone', 'mitarbeiter', 'conseiller', 'una persona'],
  handoverNotice: NOTICES.en.handover,
  floor: DEFAULT_FLOOR,
  instructions: '',
  author: 'seed',
};
