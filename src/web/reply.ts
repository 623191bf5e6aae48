import type { VNode } from 'preact';

/** A page with a status other than 200, for instance 422 with the same form. */
export class PageReply {
  constructor(
    readonly status: number,
    readonly page: VNode,
    readonly retryAfter?: number,
  ) {}
}

/** A redirect that the browser follows with GET. */
export class SeeOther {
  constructor(readonly location: string) {}
}

/** For `return unprocessable(<TeamForm errors={…} />)`: the form comes back as typed, with its errors. */
export const unprocessable = (page: VNode) => new PageReply(422, page);

/** 429: the form comes back as typed, and says when it may be sent again. @param seconds until then */
export const tooOften = (seconds: number, page: VNode) => new PageReply(429, page, seconds);

/** For `return withStatus(409, <Confirm …/>)`. */
export const withStatus = (status: number, page: VNode) => new PageReply(status, page);

/** For `return seeOther('/teams')` after a change: 303, or `HX-Redirect` for htmx. @param location one of our paths */
export const seeOther = (location: string) => new SeeOther(location);
