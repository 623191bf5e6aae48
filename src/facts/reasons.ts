/**
 * Why a person in the list got no account, which the list shows beforehand with a red X. Set while loading (rosters/load/save-pages.ts,
 * finish-roster.ts), by the claims on addresses (rosters/red-x.ts), or by the import (imports/import-users/verdict.ts). Sentences:
 * views/words/reasons.ts. A new reason that is set while loading or by the claims also needs a migration that extends the CHECK of
 * `roster_person`.
 */
export type RejectionReason =
  'no-email' | 'malformed-email' | 'duplicate-in-list' | 'already-in-this-team' | 'already-has-account';
