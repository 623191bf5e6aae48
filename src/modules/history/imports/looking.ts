import type { WantedImports } from './import-filter.js';

/** Imports that one request looks at. One filter has an index; of what fits it, the others are compared one by one. */
export const MOST_LOOKED_AT = 5_000;

export interface ImportListQuery extends Partial<WantedImports> {
  readonly resellerId: string;
  /** id of the last import of an earlier page; an unknown one gives the first page */
  readonly before?: string | null;
}

export interface Place {
  /** as PostgreSQL writes it: a date of JavaScript has no microseconds, and would leave out imports that began in the same millisecond */
  readonly startedAt: string;
  readonly position: string;
}

export interface Looking {
  /** a query for the imports to look at, in order */
  readonly candidates: string;
  /** a condition on them */
  readonly fits: string;
  /** of the candidates alone */
  readonly own: unknown[];
  readonly values: unknown[];
}

/** `back`: what is older than the place. `forward`: the place itself, and what is newer. The first filter that is set chooses the index. */
export function lookingFor(query: ImportListQuery, place: Place | undefined, direction: 'back' | 'forward'): Looking {
  const values: unknown[] = [];
  const given: Given = (value) => `$${values.push(value)}`;
  const [first = () => 'true', ...others] = conditions(query);
  const order = direction === 'back' ? 'desc' : 'asc';
  const range = [
    ...(query.from ? [`started_at >= ${given(query.from)}`] : []),
    ...(query.to ? [`started_at < ${given(query.to)}`] : []),
    ...(place
      ? [
          `(started_at, position) ${direction === 'back' ? '<' : '>='} (${given(place.startedAt)}, ${given(place.position)})`,
        ]
      : []),
  ];
  const where = [`reseller_id = ${given(query.resellerId)}`, first(given), ...range].join(' and ');
  const candidates = `select * from import_summary where ${where} order by started_at ${order}, position ${order} limit ${MOST_LOOKED_AT}`;
  const own = [...values];
  return { candidates, own, fits: others.map((each) => each(given)).join(' and ') || 'true', values };
}

type Given = (value: unknown) => string;

/** The filters that are set, the most selective first. Values that a partial index depends on are literals. */
function conditions({ teamId, group, actorId, outcome, reason }: ImportListQuery): ((given: Given) => string)[] {
  const [kind, id] = group?.split(':') ?? [];
  const some: readonly (false | ((given: Given) => string))[] = [
    !!teamId && ((given) => `team_id = ${given(teamId)}`),
    !!group && ((given) => `(group_kind, group_id) = (${given(kind)}, ${given(id)}::bigint)`),
    !!outcome && outcome !== 'with-rejections' && ((given) => `status = ${given(outcome)}`),
    (outcome === 'with-rejections' || !!reason) && (() => 'rejected > 0'),
    !!actorId && ((given) => `actor_id = ${given(actorId)}`),
    !!reason && ((given) => `rejected_by_reason ? ${given(reason)}`),
  ];
  return some.filter((one) => one !== false);
}
