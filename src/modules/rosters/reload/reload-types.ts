export const SINCE = ['new', 'changed'] as const;
export type Since = (typeof SINCE)[number];

/** What a reload compares of a person. */
export interface Was {
  readonly name: string;
  readonly email: string | null;
  readonly inactive: boolean;
  readonly serviceAccount: boolean;
  readonly generalUser: boolean;
  readonly technician: boolean;
  readonly prospect: boolean;
}

/** What a reload found, compared with the list before. */
export interface Reloaded {
  /** ISO 8601 */
  readonly at: string;
  readonly new: number;
  readonly changed: number;
  readonly gone: number;
  /** people who were ticked, and are gone or cannot be imported any more */
  readonly ticksLost: number;
}
