/** A preview of a removal, and what the admin typed under it. */
export interface Confirmation {
  /** a removal with this id was requested before */
  readonly isRequested: boolean;
  /** the list of members does not know all of these people yet */
  readonly isBehind: boolean;
  readonly toRemove: number;
  readonly version: string;
  /** version of the preview that the admin saw */
  readonly confirmed: string;
  /** the number as typed */
  readonly typed: string;
}

export type WhyNotRemove = 'already' | 'behind' | 'nobody' | 'changed' | 'wrong-number';

/** Why a removal may not begin; undefined if it may. Pure. */
export function whyNotRemove(confirmation: Confirmation): WhyNotRemove | undefined {
  const { isRequested, isBehind, toRemove, version, confirmed, typed } = confirmation;
  if (isRequested) return 'already';
  if (isBehind) return 'behind';
  if (toRemove === 0) return 'nobody';
  if (version !== confirmed) return 'changed';
  return numberOf(typed) === toRemove ? undefined : 'wrong-number';
}

/** "1,204", "1204" and "1 204" are the same number; people copy it from the page. */
function numberOf(typed: string): number | undefined {
  const digits = typed.slice(0, 40).replace(/[\s.,'’]/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
