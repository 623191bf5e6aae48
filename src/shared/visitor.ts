/** What a person who signs in may do. Imported people do not sign in here and have no role. */
export const ROLES = ['admin', 'auditor', 'client-admin'] as const;
export type Role = (typeof ROLES)[number];

/** The visitor of a page, as far as the page shows it. */
export interface Viewer {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly resellerName: string;
  /** the Team of a client admin; null for other roles */
  readonly teamId: string | null;
  /** the zone in which times are shown; null until the person sets one, and times are in UTC */
  readonly timeZone: string | null;
}

/** The signed-in visitor, as handlers need it. */
export interface Visitor extends Viewer {
  readonly userId: string;
  readonly resellerId: string;
}
