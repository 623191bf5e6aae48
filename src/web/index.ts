export { NotAllowed, NotFound, NotPossibleNow } from './errors.js';
export { isPartial, type PortalRequest } from './request.js';
export { seeOther, unprocessable, withStatus, PageReply, SeeOther } from './reply.js';
