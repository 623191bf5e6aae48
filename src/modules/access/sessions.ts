import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { emailKey } from '../../shared/text/index.js';
import type { PortalRequest } from '../../web/request.js';
import { AUTH, type Auth } from './auth.js';
import { SessionRows } from './session-rows.js';
import type { Visitor } from '../../shared/visitor.js';

/** Signs people in and out, and says who a request comes from. The session stands in PostgreSQL, the browser holds its signed token. */
@Injectable()
export class Sessions {
  constructor(
    private readonly rows: SessionRows,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /** Who is signed in, or undefined. Looked up once per request; moves the session's end on, and the cookie's with it. */
  async visitorOf(request: PortalRequest, response: Response): Promise<Visitor | undefined> {
    if (request.visitor) return request.visitor;
    if (!request.headers.cookie) return undefined;
    const answer = await this.auth.api.getSession({ headers: cookies(request), returnHeaders: true });
    passCookiesOn(answer.headers, response);
    const visitor = answer.response ? await this.rows.visitor(answer.response.user.id) : undefined;
    if (visitor) request.visitor = visitor;
    return visitor;
  }

  /** @returns undefined when the address and the password do not belong together; which of the two was wrong is not told */
  async signIn(
    email: string,
    password: string,
    request: PortalRequest,
    response: Response,
  ): Promise<Visitor | undefined> {
    const body = { email: emailKey(email) ?? email, password };
    const answer = await this.auth.api.signInEmail({ body, headers: cookies(request), asResponse: true });
    if (answer.status >= 500) throw new Error(`Signing in failed with status ${answer.status}.`);
    if (!answer.ok) return undefined;
    // Every sign-in has a session of its own, and the one this browser had ends.
    await this.end(request);
    await this.rows.removeExpired();
    passCookiesOn(answer.headers, response);
    const { user } = (await answer.json()) as { user: { id: string } };
    return this.rows.visitor(user.id);
  }

  /** Ends the session on the server, and takes the cookie back. Without a session nothing happens. */
  async signOut(request: PortalRequest, response: Response): Promise<void> {
    await this.end(request);
    const answer = await this.auth.api.signOut({ headers: cookies(request), returnHeaders: true });
    passCookiesOn(answer.headers, response);
    delete request.visitor;
  }

  /** better-auth's own sign-out only logs it when the row could not be deleted; here it must be gone. */
  private async end(request: PortalRequest): Promise<void> {
    if (!request.headers.cookie) return;
    const current = await this.auth.api.getSession({ headers: cookies(request), query: { disableRefresh: true } });
    if (current) await this.rows.remove(current.session.token);
  }
}

/** Nothing else of a request is better-auth's business. */
function cookies(request: PortalRequest): Headers {
  return new Headers({ cookie: request.headers.cookie ?? '' });
}

function passCookiesOn(headers: Headers | null | undefined, response: Response): void {
  for (const cookie of headers?.getSetCookie() ?? []) response.append('Set-Cookie', cookie);
}
