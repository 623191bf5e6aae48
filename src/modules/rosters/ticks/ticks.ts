import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Roster } from '../roster.js';
import { inTransaction } from '../../../database/index.js';
import { NotPossibleNow } from '../../../shared/errors.js';
import { keepAddress, sharingAddress } from '../people/keep-address.js';
import type { RosterForm } from '../people/roster-form.js';
import type { PeopleFilter } from '../people/row-query.js';
import { countThese, shownBy, takenBy, theseOf } from '../people/these.js';
import { FREE } from '../facets.js';
import { keepingCounts } from '../red-x.js';
import { otherNumber } from './other-number.js';

const EVERYONE: PeopleFilter = { show: 'all', q: '', site: '' };

/** Who is to be imported. Ticks are stored with the roster, so they survive paging, filters, a reload, and a change of browser. */
@Injectable()
export class Ticks {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Sets the ticks of the rows on a form. Rows with a red X cannot be ticked.
   * @throws NotPossibleNow, and changes nothing, when one of the rows is not in the roster
   */
  async set(roster: Roster, shown: readonly number[], ticked: ReadonlySet<number>): Promise<void> {
    const ids = [...new Set([...shown, ...ticked])];
    await this.change(roster, ids, async (tx) => {
      const known = await tx.query('select from roster_person where roster_id = $1 and halo_id = any($2::bigint[])', [
        roster.id,
        ids,
      ]);
      if (known.rowCount !== ids.length) {
        throw new NotPossibleNow(
          'A person in the form is not in this list, so nothing was ticked. Go back, load the page again, and tick once more.',
        );
      }
      const changed = await tx.query(
        `update roster_person set ticked = not ticked
         where roster_id = $1 and halo_id = any($2::bigint[]) and ticked <> (halo_id = any($3::bigint[])) and ${FREE}`,
        [roster.id, ids, [...ticked]],
      );
      return changed.rowCount ?? 0;
    });
  }

  /**
   * Applies the ticks of a page's form, and what its button does to the other rows.
   * @returns what the next page says, if the number of people was not that on the button
   */
  async apply(roster: Roster, { shown, ticked, action, ...page }: RosterForm): Promise<string | null> {
    const filter = 'of' in action && action.of === 'these' ? page : EVERYONE;
    // The button said how many ticks were stored, before those of its own form.
    const before = action.kind === 'clear' ? await this.tickedIn(roster, filter) : 0;
    await this.set(roster, shown, ticked);
    if (action.kind === 'keep') await this.keep(roster, action.haloId);
    if (action.kind === 'select' || action.kind === 'include')
      return otherNumber(action, await this.select(roster, filter, action.kind));
    if (action.kind !== 'clear') return null;
    await this.clear(roster, filter);
    return otherNumber(action, before);
  }

  private async tickedIn({ id, counts }: Roster, filter: PeopleFilter): Promise<number> {
    return (theseOf(counts, filter) ?? (await countThese(this.pool, id, filter))).ticked;
  }

  /** Gives a shared address to one of the people who share it. Does nothing if the address is not shared. */
  async keep(roster: Roster, haloId: number): Promise<void> {
    const sharing = await sharingAddress(this.pool, roster.id, haloId);
    if (sharing.length < 2) return;
    await this.change(roster, sharing, (tx) => keepAddress(tx, roster.id, sharing, haloId));
  }

  /**
   * Ticks the importable people of a filter who work at the client, or with `include` the others; other ticks stay.
   * @returns how many they are
   */
  async select(roster: Roster, filter = EVERYONE, whom: 'select' | 'include' = 'select'): Promise<number> {
    const [where, values] = shownBy(filter);
    const these = whom === 'select' ? takenBy(filter) : `${FREE} and not (${takenBy(filter)})`;
    let asked = 0;
    await this.change(roster, null, async (tx) => {
      asked = (await countThese(tx, roster.id, filter))[whom === 'select' ? 'selectable' : 'leftOut'];
      const changed = await tx.query(
        `update roster_person set ticked = true where roster_id = $1 and not ticked and ${these} and ${where}`,
        [roster.id, ...values],
      );
      return changed.rowCount ?? 0;
    });
    return asked;
  }

  async clear(roster: Roster, filter: PeopleFilter = EVERYONE): Promise<void> {
    const [where, values] = shownBy(filter);
    await this.change(roster, null, async (tx) => {
      const changed = await tx.query(
        `update roster_person set ticked = false where roster_id = $1 and ticked and ${where}`,
        [roster.id, ...values],
      );
      return changed.rowCount ?? 0;
    });
  }

  /** Locks the roster's row first: an import requested meanwhile sees the complete change, or makes it impossible. */
  private async change(
    roster: Roster,
    haloIds: readonly number[] | null,
    write: (tx: pg.PoolClient) => Promise<number>,
  ): Promise<void> {
    // A list that is loading or being imported cannot be ticked. This first check does not wait for the lock on its row.
    assertTakesTicks({ ...roster, requested: roster.importRequestedAt !== null });
    await inTransaction(this.pool, async (tx) => {
      const { rows } = await tx.query<TicksOf>(
        `select status, replaced_by as "replacedBy", import_requested_at is not null as requested from roster where id = $1 for update`,
        [roster.id],
      );
      assertTakesTicks(rows[0]);
      if ((await keepingCounts(tx, roster, haloIds, () => write(tx))) > 0) {
        await tx.query('update roster set tick_version = tick_version + 1, used_at = now() where id = $1', [roster.id]);
      }
    });
  }
}

interface TicksOf extends Pick<Roster, 'status' | 'replacedBy'> {
  readonly requested: boolean;
}

function assertTakesTicks(roster: TicksOf | undefined): void {
  if (roster?.requested) {
    throw new NotPossibleNow('This list is being imported already. Open it again to see how far it is.');
  }
  if (roster?.status !== 'loaded') throw new NotPossibleNow(notReady(roster));
}

/** Why the people of a list cannot be changed or imported. */
export function notReady(roster: Pick<Roster, 'status' | 'replacedBy'> | undefined): string {
  if (roster?.replacedBy != null)
    return 'This list was reloaded, and another one has replaced it. Open it again to get there.';
  return roster?.status === 'loading' || roster?.status === 'failed'
    ? 'The people of this list are not loaded. Open it again to see why.'
    : 'This list has expired. Open it again to load it from HaloPSA.';
}
