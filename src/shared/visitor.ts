/** What somebody who signs in may do. People who were imported into Teams do not sign in here and have no role. */
export const ROLES = ['admin', 'auditor', 'client-admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who looks at a page, as far as it shows. */
export interface Viewer {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly resellerName: string;
  /** the one Team of a client admin; null for the others */
  readonly teamId: string | null;
}

/** Who is signed in, as handlers need to know them. */
export interface Visitor extends Viewer {
  readonly userId: string;
  readonly resellerId: string;
}
