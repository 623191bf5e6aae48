import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { emailKey } from '../../shared/text/index.js';
import type { PortalRequest } from '../../web/request.js';
import { AUTH, type Auth } from './auth.js';
import { SessionRows } from './session-rows.js';
import type { Visitor } from '../../shared/visitor.js';

/** Signs people in and out, and identifies the sender of a request. The session is in PostgreSQL; the browser holds its signed token. */
@Injectable()
export class Sessions {
  constructor(
    private readonly rows: SessionRows,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /** The signed-in person, or undefined. Looked up once per request; extends the session and its cookie. */
  async visitorOf(request: PortalRequest, response: Response): Promise<Visitor | undefined> {
    if (request.visitor) return request.visitor;
    if (!request.headers.cookie) return undefined;
    const answer = await this.auth.api.getSession({ headers: cookies(request), returnHeaders: true });
    passCookiesOn(answer.headers, response);
    const visitor = answer.response ? await this.rows.visitor(answer.response.user.id) : undefined;
    if (visitor) request.visitor = visitor;
    return visitor;
  }

  /** @returns undefined when the address and the password do not match; the caller does not learn which of the two was wrong */
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
    // Every sign-in gets a new session, and ends the one this browser had.
    await this.end(request);
    passCookiesOn(answer.headers, response);
    const { user } = (await answer.json()) as { user: { id: string } };
    return this.rows.visitor(user.id);
  }

  /** Ends the session on the server and clears the cookie. Does nothing without a session. */
  async signOut(request: PortalRequest, response: Response): Promise<void> {
    await this.end(request);
    const answer = await this.auth.api.signOut({ headers: cookies(request), returnHeaders: true });
    passCookiesOn(answer.headers, response);
    delete request.visitor;
  }

  /** better-auth's own sign-out only logs a failure to delete the row. Here it must be deleted. */
  private async end(request: PortalRequest): Promise<void> {
    if (!request.headers.cookie) return;
    const current = await this.auth.api.getSession({ headers: cookies(request), query: { disableRefresh: true } });
    if (current) await this.rows.remove(current.session.token);
  }
}

/** better-auth gets only the cookies of a request. */
function cookies(request: PortalRequest): Headers {
  return new Headers({ cookie: request.headers.cookie ?? '' });
}

function passCookiesOn(headers: Headers | null | undefined, response: Response): void {
  for (const cookie of headers?.getSetCookie() ?? []) response.append('Set-Cookie', cookie);
}
