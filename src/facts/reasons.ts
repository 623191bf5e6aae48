/** Why a person of the list got no account. Words for them are in src/views/words/reasons.ts. */
export type RejectionReason =
  'no-email' | 'malformed-email' | 'duplicate-in-list' | 'already-in-this-team' | 'already-has-account';

/** Why a person of the list cannot be ticked: also one who is no longer in the list that HaloPSA sends. */
export type BlockReason = RejectionReason | 'gone-from-list';
