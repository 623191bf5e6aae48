export { emailKey } from './claims/email-key.js';
export { claimEmails, releaseEmails, type ClaimHolder, type EmailClaim } from './claims/claims.js';
export type { AccountEvent, AccountPerson, TeamEvent } from './events.js';
