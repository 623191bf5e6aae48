/** Why a person of an imported list got no event: they count in the sum of the import, and are named only in `left_out_person`. */
export type LeftOutReason = 'not-ticked' | 'already-in-this-team' | 'cancelled-before';

export const LEFT_OUT_REASONS: readonly LeftOutReason[] = ['not-ticked', 'already-in-this-team', 'cancelled-before'];
