/*
 * What people of a list are sorted by, beside the folded name: never null, and in the words of the indexes (Migration0025RosterOrders). Of an
 * address or a site, which may be long, the beginning is enough for order.
 */
export const VERDICT = `coalesce(problem, claimed, '')`;
export const EMAIL = `left(coalesce(email_key, lower(email), ''), 100) collate "C"`;
export const SITE = `left(lower(coalesce(site, '')), 100) collate "C"`;

/**
 * The people of one site. PostgreSQL uses the index by site for a statement that has its condition, which every row fulfils.
 * @param given the parameter with the name of the site, such as `$3`
 */
export const atSite = (given: string) =>
  `${SITE} >= '' and ${SITE} = left(lower(${given}::text), 100) collate "C" and site = ${given}::text`;
