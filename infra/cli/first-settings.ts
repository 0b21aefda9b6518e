/** What a new workspace begins with, until its people change it. */
import type { Settings } from '../../workflows/domain/settings.ts';
import { DEFAULT_FLOOR } from '../extractive/answerer.ts';

export const FIRST_SETTINGS: Omit<Settings, 'tenantId' | 'version' | 'createdAt'> = {
  assistantName: 'Assistant',
  greeting: 'Hello! Ask me anything about our products and services.',
  suggestions: [],
  handoffWords: ['human', 'a person', 'real person', 'agent', 'talk to someone', 'speak to someone', 'mitarbeiter', 'conseiller', 'una persona'],
  handoverNotice: 'I am passing you on to a person in our team. They see this conversation and answer here as soon as they can.',
  floor: DEFAULT_FLOOR,
  instructions: '',
  author: 'seed',
};
