export { configureWeb, WEB_OPTIONS } from './configure-web.js';
export { NotAllowed, NotFound, NotPossibleNow } from './errors.js';
export { Trimmed, validateForm, type FormErrors, type FormResult } from './forms.js';
export { cleanText, IdParam } from './input.js';
export { isHtmx, isPartial, type PortalRequest } from './request.js';
export { PageReply, seeOther, SeeOther, unprocessable, withStatus } from './reply.js';
export { WebModule } from './web.module.js';
