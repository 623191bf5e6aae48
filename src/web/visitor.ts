/** What somebody who signs in may do. People who were imported into Teams do not sign in here and have no role. */
export const ROLES = ['admin', 'auditor', 'client-admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whoever is signed in, as pages and handlers need to know them. */
export interface Visitor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly resellerId: string;
  readonly resellerName: string;
  /** the one Team of a client admin; null for the others */
  readonly teamId: string | null;
}
