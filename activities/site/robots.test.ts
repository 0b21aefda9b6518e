/** robots.txt is obeyed as written for us, and no pattern of it costs us anything. */
import { expect, test } from '@jest/globals';
import { mayRead, robotsOf } from './robots.ts';

const read = (text: string, path: string): boolean => mayRead(robotsOf(text).rules, `https://a.example${path}`);

test('the group that names us stands instead of the one for everybody', () => {
  const text = 'User-agent: *\nDisallow: /\n\nUser-Agent: Other\nUser-agent: ParleyBot # us\nDisallow: /private\nCrawl-delay: 3\n';
  expect(read(text, '/open')).toBe(true);
  expect(read(text, '/private/a')).toBe(false);
  expect(robotsOf(text).delayMs).toBe(3_000);
  expect(read('User-agent: *\nDisallow: /', '/open')).toBe(false);
  expect(read('', '/open')).toBe(true);
});

test('the longest rule decides, and a tie allows', () => {
  const text = 'User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /c\nAllow: /c\n';
  expect(['/a', '/a/b', '/a/bc', '/c', '/d'].map((path) => read(text, path))).toEqual([false, true, true, true, true]);
});

test.each([
  ['/*.php$', '/x/index.php', false],
  ['/*.php$', '/x/index.php?a', true],
  ['/*/print', '/a/print/1', false],
  ['/exact$', '/exact', false],
  ['/exact$', '/exactly', true],
  ['/*?session=', '/a?session=1', false],
])('%s of %s', (rule, path, may) => expect(read(`User-agent: *\nDisallow: ${rule}`, path)).toBe(may));

test('a pattern made to run away ends at once, and a pause has an end', () => {
  expect(read(`User-agent: *\nDisallow: /${'*a'.repeat(450)}$`, `/${'a'.repeat(2_000)}b`)).toBe(true);
  expect(robotsOf('User-agent: *\nCrawl-delay: 99999').delayMs).toBe(10_000);
  expect(robotsOf('User-agent: *\nCrawl-delay: soon').delayMs).toBe(1_000);
});
