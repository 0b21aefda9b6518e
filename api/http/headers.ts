/**
 * What a browser is told about each class of answers: what may run in it, who may show it, who may read it, who may keep it.
 * The table is in docs/headers.md; `infra/testing/journeys/headers.test.ts` asks every class.
 */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

type Directives = Record<string, readonly string[]>;

const none = ["'none'"];
const self = ["'self'"];
const page = { defaultSrc: none, scriptSrc: self, styleSrc: self, imgSrc: ["'self'", 'data:'], connectSrc: self, baseUri: none, formAction: none };

/** What may run in an answer, by its class. */
export const CONTENT = {
  /** JSON: nothing in it runs, whoever opens it as a page; nobody keeps it. */
  data: { defaultSrc: none, baseUri: none, formAction: none, frameAncestors: none },
  /** Scripts, styles and pictures that pages load. */
  part: { defaultSrc: none },
  demo: { ...page, frameSrc: self, frameAncestors: none },
  /** Who may show it is each tenant's own list, added to each answer. */
  frame: page,
  docs: { ...page, frameAncestors: none },
  /** Completed for each answer by the hashes of the inline scripts that kit has written. */
  console: {
    ...page,
    // The style of kit's announcer, as in admin/vite.config.ts.
    styleSrcAttr: ["'unsafe-hashes'", "'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='"],
    fontSrc: self,
    formAction: self,
    frameAncestors: none,
    requireTrustedTypesFor: ["'script'"],
  },
} as const satisfies Record<string, Directives>;

/** No page of ours needs any of these, and no frame in it gets them. */
const FEATURES = ['camera', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'];
const PERMISSIONS = FEATURES.map((name) => `${name}=()`).join(', ');
const YEAR_SECONDS = 31_536_000;

export type Headers = {
  content: Directives;
  /** The sites that may show it, as `frame-ancestors` has them; without it nobody but the class says. */
  framers?: string;
  /** Whether pages of other origins may load it. */
  shared?: boolean;
};

/** @param secure whether people reach us over https: browsers are then told never to come another way */
export function headers(secure: boolean, { content, framers, shared = false }: Headers): RequestHandler {
  const directives = { ...content, ...(framers === undefined ? {} : { frameAncestors: framers.split(' ') }) };
  const said = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    crossOriginResourcePolicy: { policy: shared ? 'cross-origin' : 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure && { maxAge: YEAR_SECONDS },
    xFrameOptions: framers === undefined && { action: 'deny' },
  });
  return (request, response, next) => {
    // A class within a class: what the outer one has said and this one does not say.
    response.removeHeader('x-frame-options');
    response.removeHeader('cache-control');
    response.set('permissions-policy', PERMISSIONS);
    if (content === CONTENT.data) response.set('cache-control', 'no-store');
    said(request, response, next);
  };
}
