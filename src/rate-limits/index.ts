export { RATES, RateLimits, type RateName } from './rate-limits.js';
