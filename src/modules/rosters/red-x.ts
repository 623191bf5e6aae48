import type pg from 'pg';
import type { Roster } from './roster.js';
import { addedUp, countedFacets, FREE } from './facets.js';
import type { FacetCounts, RosterCounts } from './roster-types.js';

type OfRoster = Pick<Roster, 'id' | 'teamId'>;

/**
 * What a claim on the address of person `p` means for a Team. A subquery, not a join: each person costs one lookup in the index of claims,
 * independently of what the planner expects (docs/adr/0012-statements-over-a-new-list.md).
 *
 * @param team the parameter with the Team's id, such as `$2`
 */
const claimed = (team: string) =>
  `(select case when c.team_id = ${team} then 'already-in-this-team' else 'already-has-account' end
    from email_claim c where c.email_key = p.email_key)`;

/** Why a person has a red X, according to the current claims. The import makes the final decision. */
export const redX = (team: string) => `coalesce(p.problem, ${claimed(team)})`;

/** The people of the roster `$1`, each with the current verdict for the Team `$2`. */
export const JUDGED = `
  select p.*, ${redX('$2')} as blocked from roster_person p where p.roster_id = $1`;

/** The people that "Select all" ticks: those who work at the client, as far as HaloPSA can tell. */
export const A_PERSON = 'not inactive and not service_account and not general_user and not technician and not prospect';

export const SELECTABLE = `${FREE} and ${A_PERSON}`;

/**
 * Updates the stored claims of some people, then runs `write`, and keeps the counts in the roster's row correct. The caller's transaction
 * has locked that row.
 *
 * @param haloIds everyone whom `write` may change; null: the whole list
 */
export async function keepingCounts(
  tx: pg.PoolClient,
  roster: OfRoster,
  haloIds: readonly number[] | null,
  write: () => Promise<number> = async () => 0,
): Promise<number> {
  const before = haloIds && (await count(tx, roster, haloIds));
  await writeDownClaims(tx, roster, haloIds);
  const changed = await write();
  const after = await count(tx, roster, haloIds);
  await tx.query(
    `update roster set importable = $2 + case when $6 then importable else 0 end, select_all = $3 + case when $6 then select_all else 0 end,
       blocked = $4 + case when $6 then blocked else 0 end, ticked = $5 + case when $6 then ticked else 0 end,
       facets = $7, judged_at = case when $6 then judged_at else now() end
     where id = $1`,
    [
      ...[roster.id, ...COUNTED.map((name) => after[name] - (before?.[name] ?? 0)), before !== null],
      before ? addedUp(await storedFacets(tx, roster), after.facets, before.facets) : after.facets,
    ],
  );
  return changed;
}

const COUNTED = ['importable', 'selectAll', 'blocked', 'ticked'] as const;
type Counted = Pick<RosterCounts, (typeof COUNTED)[number]> & { readonly facets: FacetCounts };

async function storedFacets(tx: pg.PoolClient, { id }: OfRoster): Promise<FacetCounts> {
  const { rows } = await tx.query<{ facets: FacetCounts }>('select facets from roster where id = $1', [id]);
  return rows[0]?.facets ?? {};
}

async function count(tx: pg.PoolClient, { id }: OfRoster, haloIds: readonly number[] | null): Promise<Counted> {
  const { rows } = await tx.query<Counted>(
    `select (count(*) filter (where ${FREE}))::int as importable,
       (count(*) filter (where ${SELECTABLE}))::int as "selectAll",
       (count(*) filter (where not (${FREE})))::int as blocked,
       (count(*) filter (where ticked and ${FREE}))::int as ticked,
       ${countedFacets} as facets
     from roster_person where roster_id = $1 ${haloIds ? 'and halo_id = any($2::bigint[])' : ''}`,
    haloIds ? [id, haloIds] : [id],
  );
  return rows[0] ?? { importable: 0, selectAll: 0, blocked: 0, ticked: 0, facets: {} };
}

async function writeDownClaims(tx: pg.PoolClient, { id, teamId }: OfRoster, haloIds: readonly number[] | null) {
  await tx.query(
    `update roster_person p set claimed = ${claimed('$2')}
     where roster_id = $1 and claimed is distinct from ${claimed('$2')} ${haloIds ? 'and halo_id = any($3::bigint[])' : ''}`,
    haloIds ? [id, teamId, haloIds] : [id, teamId],
  );
}
