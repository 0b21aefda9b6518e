/** A prompt that says something else has another version. */
import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { promptVersionOf } from './prompt.ts';
import { REPLY_PROMPT } from './reply-prompt.ts';

const SOURCE = { n: 1, title: 'Returns', section: 'Sale', text: 'Within 30 days.' };
const RULES = { assistantName: 'Fern', instructions: 'Be kind.' };

const TEXTS = { [promptVersionOf(REPLY_PROMPT)]: [REPLY_PROMPT.text(RULES, 'Fernwood', [SOURCE]), REPLY_PROMPT.text(RULES, 'Fernwood', [])] };

/** Of every version that a turn may name, what it said. A changed text is a new line here, never a changed one. */
const SAID: Record<string, string> = {
  'reply@1': '40d364376a7d8b80',
};

test.each(Object.entries(TEXTS))('%s says what it always said', (version, texts) => {
  expect(createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)).toBe(SAID[version]);
});
