import { KINDS, REASONS, type Facet, type FacetCounts } from './roster-types.js';
import { SINCE } from './reload/reload-types.js';

/** No red X, according to the stored verdict: see `keepingCounts`. */
export const FREE = 'problem is null and claimed is null';

/** In the words of the partial index `roster_person_unusual`. */
const UNUSUAL = '(inactive or service_account or general_user or technician or prospect)';

/** PostgreSQL uses the index of red Xs only for a statement that has its condition. */
const because = (reason: string) =>
  `(problem is not null or claimed is not null) and coalesce(problem, claimed) = '${reason}'`;

const KIND: Readonly<Record<(typeof KINDS)[number], string>> = {
  unusual: FREE,
  inactive: 'inactive',
  'service-account': 'service_account',
  'general-user': 'general_user',
  technician: 'technician',
  prospect: 'prospect',
};

/** The people of each facet, as conditions on `roster_person`. */
export const FACETS = Object.fromEntries([
  ...REASONS.map((reason) => [reason, because(reason)]),
  ...KINDS.map((kind) => [kind, `${UNUSUAL} and ${KIND[kind]}`]),
  ...SINCE.map((since) => [since, `since is not null and since = '${since}'`]),
]) as Readonly<Record<Facet, string>>;

const ALL = [...REASONS, ...KINDS, ...SINCE];
const counted = (condition: string) => `count(*) filter (where ${condition})`;

/** An expression for a statement that counts people: they are read once for all. */
export const countedFacets = `jsonb_build_object(${ALL.map((facet) => {
  const of = FACETS[facet];
  const rest = facet in KIND ? `${counted(`${of} and ${FREE}`)}, ${counted(`${of} and ticked and ${FREE}`)}` : '0, 0';
  return `'${facet}', jsonb_build_array(${counted(of)}, ${rest})`;
}).join(', ')})`;

/** The stored counts after some people changed: less what they were, and more what they are. */
export function addedUp(stored: FacetCounts, after: FacetCounts, before: FacetCounts): FacetCounts {
  const at = (counts: FacetCounts, facet: Facet, n: number) => counts[facet]?.[n] ?? 0;
  const one = (facet: Facet) => [0, 1, 2].map((n) => at(stored, facet, n) + at(after, facet, n) - at(before, facet, n));
  return Object.fromEntries(ALL.map((facet) => [facet, one(facet)])) as FacetCounts;
}
