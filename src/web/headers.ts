import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { PortalRequest } from './request.js';

const SELF = ["'self'"];
const NONE = ["'none'"];
const YEAR_SECONDS = 31_536_000;

/** Gives every request a correlation id, which its page, log lines and events carry. */
export const correlate: RequestHandler = (request, response, next) => {
  const id = randomUUID();
  (request as PortalRequest).correlationId = id;
  response.setHeader('X-Request-Id', id);
  // Pages swap in only answers with this header, not those of a network or a proxy (views/assets/portal.js).
  response.setHeader('X-Portal', 'answer');
  next();
};

/** Restricts browsers: no inline script or style, nothing from other origins, no frames, no caching. */
export function protect(origin: string): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: NONE,
          scriptSrc: SELF,
          styleSrc: SELF,
          imgSrc: ["'self'", 'data:'],
          connectSrc: SELF,
          fontSrc: SELF,
          formAction: SELF,
          frameAncestors: NONE,
          baseUri: NONE,
        },
      },
      // With helmet's default, no-referrer, browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      strictTransportSecurity: origin.startsWith('https:') ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    }),
    (_request, response, next) => {
      response.setHeader(
        'Permissions-Policy',
        'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
      );
      // Pages contain personal data. The assets set a caching header of their own.
      response.setHeader('Cache-Control', 'no-store');
      next();
    },
  ];
}
