/** Markdown from strangers and models becomes harmless HTML. */
import { describe, expect, test } from '@jest/globals';
import { renderMarkdown } from './markdown.ts';

describe('nothing runs and nothing is fetched', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '![pixel](http://evil.example/x.png)',
    '![pixel][1]\n\n[1]: http://evil.example/x.png',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    'a <b onmouseover=alert(1)>b</b>',
  ])('%s', (text) => {
    expect(renderMarkdown(text)).not.toMatch(/<(script|img|svg|iframe|b)\b/i);
  });

  test.each(['[x](javascript:alert(1))', '[x](JaVaScRiPt:alert(1))', '[x](data:text/html,<script>)', '[x](vbscript:x)', '<javascript:alert(1)>'])(
    '%s',
    (text) => {
      expect(renderMarkdown(text)).not.toMatch(/href="(javascript|data|vbscript)/i);
    },
  );

  test('a quote in a title does not end its attribute', () => {
    expect(renderMarkdown('[x](http://a.example "t\\" onclick=alert(1) ")')).not.toMatch(/" onclick/);
  });
});

test('links open elsewhere and tell nothing about us', () => {
  expect(renderMarkdown('[site](https://a.example)')).toContain('<a target="_blank" rel="noopener noreferrer nofollow" href="https://a.example">');
});

describe('sources', () => {
  test('a marker whose source exists becomes a link, others stay text', () => {
    const html = renderMarkdown('Thirty days [1][2], see [7].', [1, 2]);
    expect(html).toContain('data-cite="1"');
    expect(html).toContain('data-cite="2"');
    expect(html).toContain('[7]');
  });

  test('code and links keep their brackets', () => {
    expect(renderMarkdown('`a[1]` and [text [1]](https://a.example)', [1])).not.toContain('data-cite');
  });

  test('a marker inside bold text and lists works', () => {
    expect(renderMarkdown('- **yes [1]**', [1])).toContain('<strong>yes <a href="#source-1" data-cite="1"');
  });
});
