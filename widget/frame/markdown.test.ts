/** Safe Markdown: whatever is written, only the listed tags come out, with the listed attributes and addresses. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderMarkdown } from './markdown.ts';

const TAG =
  /<(?:\/?(?:p|em|strong|del|code|pre|ul|ol|li|blockquote|h[1-6]|hr|br|table|thead|tbody|tr|th|td|small|a|button)|ol start="\d+"|a href="(?:https?:\/\/|mailto:)[^"<>]*" target="_blank" rel="noopener nofollow"|button type="button" class="cite" data-n="\d+" aria-label="Source \d+")>/g;

/** What is left when every allowed tag is taken out holds no tag and no quote that could open one. */
const unsafe = (html: string): string[] => html.replace(TAG, '').match(/[<>]/g) ?? [];

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<style>@import "//evil.example"</style>',
  '</div><script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](blob:https://evil.example/1)',
  '[x](//evil.example)',
  '[x](/relative)',
  '[x](#fragment)',
  '[x][ref]\n\n[ref]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '![x](https://evil.example/p.png)',
  '![x](x" onerror="alert(1))',
  '![x" onerror="alert(1)](https://evil.example)',
  '[![x](https://evil.example/i.png)](javascript:alert(1))',
  '[x](https://a.example/" onmouseover="alert(1))',
  '[x](https://a.example "t\\" onmouseover=\\"alert(1)")',
  '`<script>alert(1)</script>`',
  '```html onload=alert(1)\n<script>alert(1)</script>\n```',
  '```"><script>alert(1)</script>\nx\n```',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '- [x] <input onfocus=alert(1) autofocus>',
  'x[^1]\n\n[^1]: <script>alert(1)</script>',
  'https://evil.example/"><script>alert(1)</script>',
  'mailto:a@b.example?subject=<script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '[1]<script>alert(1)</script>[1]',
  '[1](javascript:alert(1))',
  '<<script>script>alert(1)<</script>/script>',
  'a\u0000<script>alert(1)</script>',
];

describe('nothing active comes out of', () => {
  test.each(ATTACKS)('%j', (attack) => {
    const html = renderMarkdown(attack, [1]);
    expect(unsafe(html)).toEqual([]);
    expect(html).not.toMatch(/<img|href="(?!https?:|mailto:)/);
  });

  test('any mixture of the pieces that attacks are made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(...ATTACKS, '<', '>', '"', "'", '[', ']', '(', ')', '!', '`', '\n', '&quot;', '\\'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(unsafe(renderMarkdown(pieces.join(''), [1, 2]))).toEqual([]);
      }),
      { numRuns: 1_000, seed: 11 },
    );
  });
});

describe('links', () => {
  test('open elsewhere, give nothing away, and say where they lead', () => {
    expect(renderMarkdown('[orders](https://shop.example/orders?a=1&b=2)')).toBe(
      '<p><a href="https://shop.example/orders?a=1&amp;b=2" target="_blank" rel="noopener nofollow">orders</a> <small>(shop.example)</small></p>',
    );
  });

  test('whose text shows the host need no second mention', () => {
    expect(renderMarkdown('https://shop.example/a')).not.toContain('<small>');
    expect(renderMarkdown('<help@shop.example>')).toContain('<a href="mailto:help@shop.example"');
  });

  test('to a look-alike host are shown by the name that the network sees', () => {
    expect(renderMarkdown('[bank](https://b\u0430nk.example)')).toMatch(/ <small>\(xn--bnk-\w+\.example\)<\/small>/);
  });

  test('cannot turn the direction of their text', () => {
    expect(renderMarkdown('[\u202egro.live](https://evil.example)')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  test('of another kind leave their text', () => {
    expect(renderMarkdown('[x](ftp://a.example)')).toBe('<p>x</p>');
  });
});

test('images leave their alternative text and ask nobody', () => {
  expect(renderMarkdown('![a map](https://evil.example/map.png)')).toBe('<p>a map</p>');
});

describe('citation markers', () => {
  const marker = '<button type="button" class="cite" data-n="1" aria-label="Source 1">1</button>';

  test('become buttons when they are cited', () => {
    expect(renderMarkdown('Yes [1], no [2].', [1])).toBe(`<p>Yes ${marker}, no [2].</p>`);
  });

  test('stay as they are in code and in links', () => {
    expect(renderMarkdown('`a[1]` [see [1]](https://a.example)', [1])).not.toContain('<button');
  });
});

test('what people write looks as they meant it', () => {
  expect(renderMarkdown('**b** *i* ~~d~~\n\n3. c\n4. d\n\n| h |\n|---|\n| c |')).toBe(
    '<p><strong>b</strong> <em>i</em> <del>d</del></p>\n<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n<table>\n<thead>\n<tr>\n<th>h</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n</tr>\n</tbody>\n</table>',
  );
});
