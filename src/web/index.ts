export { configureWeb, WEB_OPTIONS } from './configure-web.js';
export { NotAllowed, NotFound, NotPossibleNow, TooOften } from '../shared/errors.js';
export { Trimmed, validateForm } from './forms.js';
export { LimitedExpressAdapter, limitedServer } from './server-limits.js';
export { HealthCheck, type HealthReport } from './health-check.js';
export { IdParam } from './input.js';
export { isPartial, type PortalRequest } from './request.js';
export { PageReply, seeOther, SeeOther, tooOften, unprocessable, withStatus } from './reply.js';
export { WebModule } from './web.module.js';
