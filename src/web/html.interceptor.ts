import {
  Inject,
  Injectable,
  Optional,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { h, isValidElement, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { concatMap, type Observable } from 'rxjs';
import { UTC } from '../shared/zones.js';
import { Opened } from '../views/opened.js';
import { cameBack } from '../views/words/banners.js';
import { logBanner } from '../views/words/log-banner.js';
import { LogWatch, type LogState } from '../event-store/index.js';
import { PageReply, SeeOther } from './reply.js';
import { isHtmx, type PortalRequest } from './request.js';

/** Turns the results of controllers into HTTP answers: a VNode is a page or a fragment, PageReply one with another status, SeeOther a redirect. */
@Injectable()
export class HtmlInterceptor implements NestInterceptor {
  constructor(@Optional() @Inject(LogWatch) private readonly log?: LogWatch) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PortalRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const log = this.log?.state();
    const answered = async (result: unknown) => answer(result, request, response, await log);
    return next.handle().pipe(concatMap(answered));
  }
}

function answer(result: unknown, request: PortalRequest, response: Response, log: LogState | undefined): unknown {
  if (result instanceof SeeOther) return redirect(result.location, request, response);
  if (result instanceof PageReply) {
    if (result.retryAfter !== undefined) response.setHeader('Retry-After', result.retryAfter);
    return page(result.page, result.status, request, response, log);
  }
  // Nest answers a POST with 201, but showing a page creates nothing.
  if (isPage(result))
    return page(result, response.statusCode === 201 ? 200 : response.statusCode, request, response, log);
  return result;
}

/** If htmx followed a redirect by itself, it would put a whole page in place of a fragment. So it is told to navigate instead. */
function redirect(location: string, request: PortalRequest, response: Response): string {
  if (isHtmx(request)) response.status(204).setHeader('HX-Redirect', location);
  else response.status(303).location(location);
  return '';
}

function page(
  node: VNode,
  status: number,
  request: PortalRequest,
  response: Response,
  log: LogState | undefined,
): string {
  const html = renderHtml(node, request, log);
  response.status(status).type('html').vary('HX-Request');
  return html;
}

/**
 * A whole page starts with `<html>` and gets its doctype; a fragment stays as it is.
 * @param request the request being answered, if forms and banner depend on it
 * @param log what the page says about its own state
 */
export function renderHtml(node: VNode, request?: PortalRequest, log?: LogState): string {
  const opened = openedBy(request);
  const value = { ...opened, log: log && logBanner(log, opened.zone) };
  const html = renderToString(h(Opened.Provider, { value, children: node }));
  return html.startsWith('<html') ? `<!doctype html>${html}` : html;
}

const isPage = (value: unknown): value is VNode => isValidElement(value);

function openedBy(request: PortalRequest | undefined): Opened {
  const { visitor, cameBack: form } = request ?? {};
  return {
    ...{ by: visitor?.userId, banner: form && cameBack(form.as) },
    ...{ zone: visitor?.timeZone ?? UTC, proposesZone: visitor?.timeZone === null },
  };
}
