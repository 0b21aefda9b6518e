/** The demo shop: what its assistant is called, says first and listens for. */
import { NOTICES } from '../../../workflows/domain/notices.ts';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../../workflows/domain/settings.ts';
import { DEFAULT_FLOOR } from '../../extractive/answerer.ts';

export const DEMO_TENANT = { slug: 'demo', name: 'Fernwood Outfitters' } as const;

/** The folder with the Markdown articles of its help centre. */
export const DEMO_ARTICLES = fileURLToPath(new URL('./articles/', import.meta.url));

export const DEMO_SETTINGS: Omit<Settings, 'tenantId' | 'version' | 'createdAt'> = {
  assistantName: 'Fern',
  greeting: 'Hello, I am Fern, the assistant of Fernwood Outfitters. Ask me about orders, returns, sizes or looking after your gear.',
  suggestions: ['Can I return something I bought on sale?', 'How long does delivery take?', 'How do I wash a waterproof jacket?'],
  handoffWords: [
    'human',
    'a person',
    'real person',
    'agent',
    'representative',
    'talk to someone',
    'speak to someone',
    'talk to a person',
    'mitarbeiter',
    'mensch',
    'menschen',
    'berater',
    'conseiller',
    'humain',
    'une personne',
    'agente',
    'una persona',
    'humano',
  ],
  handoverNotice: NOTICES.en.handover,
  floor: DEFAULT_FLOOR,
  instructions: 'You work for Fernwood Outfitters, a shop for outdoor clothing and equipment. Be brief and friendly.',
  // Faster than people write, so that whoever tries the demo with a script is not held up.
  door: { messages: 30 },
  author: 'seed',
};
