/** Which pages a page leads to. */
import { expect, test } from '@jest/globals';
import { isNoindex, linksOf, locationsOf } from './links.ts';

const HERE = 'https://a.example/help/start?x=1';

test('links of the same host, each once and in one form; no files, no other hosts, no other schemes', () => {
  const html = `<A class="x" HREF="/one#top">1</A> <a href='two?a=1&amp;utm_source=x'>2</a> <a href=../three>3</a> <a href="http://a.example/one">1</a>
    <a href="//b.example/x"></a><a href="mailto:a@a.example"></a><a href="javascript:void(0)"></a><a href="/file.PDF"></a><a href="https://u:p@a.example/four"></a>`;
  expect(linksOf(html, HERE)).toEqual(['/one', '/help/two?a=1', '/three', '/four'].map((path) => `https://a.example${path}`));
});

test('a base moves relative links and lets none out', () => {
  expect(linksOf('<base href="/docs/"><a href="a">', HERE)).toEqual(['https://a.example/docs/a']);
  expect(linksOf('<base href="https://b.example/"><a href="a">', HERE)).toEqual([]);
});

test('a sitemap names its pages', () => {
  const xml = '<urlset><url><loc> https://a.example/1?a=1&amp;b=2 </loc></url><url><loc>https://b.example/2</loc></url></urlset>';
  expect(locationsOf(xml, 'https://a.example/sitemap.xml')).toEqual(['https://a.example/1?a=1&b=2']);
});

test('a page may ask to be left out', () => {
  expect(isNoindex('<meta content="noindex, follow" name=robots>')).toBe(true);
  expect(isNoindex('<meta name="robots" content="index"><p>noindex</p>')).toBe(false);
});

test('megabytes of broken markup are read in one go', () => {
  for (const piece of ['<a ', '<a href=', '<base ', '<a href="x', '<meta ', '<loc>']) {
    const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
    linksOf(text, HERE);
    locationsOf(text, HERE);
    isNoindex(text);
  }
});
