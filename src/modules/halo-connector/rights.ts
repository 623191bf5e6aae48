/** The two scopes that the portal asks for: whether a token has them; null if the sign-in did not say. */
export interface Rights {
  readonly customers: boolean | null;
  readonly lists: boolean | null;
}

/** @param scope of a token answer: names with spaces between them. A scope to edit includes the one to read. */
export function rightsIn(scope: unknown): Rights {
  if (typeof scope !== 'string') return { customers: null, lists: null };
  const scopes = scope.split(' ');
  const has = (area: string) => scopes.some((one) => one === 'all' || one === `read:${area}` || one === `edit:${area}`);
  return { customers: has('customers') || scopes.includes('all:standard'), lists: has('distributionlists') };
}
