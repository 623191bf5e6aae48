import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { NotSignedIn, TooOften } from '../../shared/errors.js';
import { ErrorFragment, ErrorPage } from '../../views/errors/error-page.js';
import { renderHtml } from '../../web/html.interceptor.js';
import { localPath, signInPath } from '../../web/local-path.js';
import { problemOf } from '../../web/problem.js';
import { isHtmx, type PortalRequest } from '../../web/request.js';
import type { Visitor } from '../../shared/visitor.js';
import { Sessions } from './sessions.js';
import { SignInPages } from './sign-in-pages.js';

/** Whichever part htmx requested, the page stays as it is, and the error is shown in its corner (views/layout/page.tsx). */
const AS_NOTICE = {
  'HX-Retarget': '#notices',
  'HX-Reswap': 'innerHTML',
  'HX-Reselect': '.notice',
  'HX-Push-Url': 'false',
};

/** The only place where errors become pages. Unexpected errors are logged; the page shows only the number to find them by. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Web');

  constructor(
    private readonly sessions: Sessions,
    private readonly signIn: SignInPages,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<PortalRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error);
    const { correlationId } = request;
    if (problem.status === 500) this.logger.error({ err: error, correlationId }, 'Unexpected error');
    else if (problem.status === 503) this.logger.warn({ err: error, correlationId }, 'The log does not answer');
    else this.logger.debug({ status: problem.status, correlationId });
    // Too late for an error page: the connection is closed, so that the browser does not take a partial response for a complete one.
    if (response.headersSent) return void response.destroy();
    if (error instanceof NotSignedIn) return this.leadToSignIn(request, response);
    response.status(problem.status).type('html').vary('HX-Request');
    if (error instanceof TooOften) response.setHeader('Retry-After', error.waitSeconds);
    if (isHtmx(request))
      return void response
        .set(AS_NOTICE)
        .send(renderHtml(<ErrorFragment {...problem} correlationId={correlationId} />));
    const visitor = problem.status >= 500 ? request.visitor : await this.visitorOf(request, response);
    response.send(renderHtml(<ErrorPage {...problem} correlationId={correlationId} visitor={visitor} />));
  }

  /** The guard does not run for a URL without a route, but its error page still shows who is signed in. */
  private async visitorOf(request: PortalRequest, response: Response): Promise<Visitor | undefined> {
    return this.sessions.visitorOf(request, response).catch(() => undefined);
  }

  /** A form sent without a session is kept in the sign-in page, or in that page's URL if htmx has to go there. */
  private leadToSignIn(request: PortalRequest, response: Response): void {
    const { sealedForm: kept } = request;
    if (isHtmx(request)) {
      response.status(401).setHeader('HX-Redirect', kept ? keptPath(kept) : endedPath(request));
      return void response.end();
    }
    if (['GET', 'HEAD'].includes(request.method)) return response.redirect(303, signInPath(request.originalUrl));
    const next = kept ? undefined : localPath(pathOf(request.get('Referer')));
    response.status(401).type('html').vary('HX-Request');
    response.send(renderHtml(this.signIn.page({ kept, next, ended: true })));
  }
}

const keptPath = (kept: string) => `/sign-in?kept=${kept}`;

/** The sign-in path, with the page that htmx was on as the page to return to. */
function endedPath(request: PortalRequest): string {
  const path = signInPath(pathOf(request.get('HX-Current-URL')));
  return `${path}${path.includes('?') ? '&' : '?'}ended=yes`;
}

function pathOf(address: string | undefined): string | undefined {
  const url = URL.parse(address ?? '');
  return url ? url.pathname + url.search : undefined;
}
