/** The word that an answer takes longer: on a slow machine it may stand in any conversation, where tests that mean something else pass it over. */
import type { Entry } from '../domain/entry.ts';
import { NOTICES } from '../domain/notices.ts';

const DELAYED = new Set(Object.values(NOTICES).map(({ delayed }) => delayed));

export const isDelayNotice = (author: Pick<Entry['author'], 'type'>, text: string | undefined): boolean =>
  author.type === 'system' && text !== undefined && DELAYED.has(text);
