import { Migration } from '@mikro-orm/migrations';

/** A list of people can be filtered by the reason of a red X, and by what HaloPSA says a person is, with the number of each. */
export class Migration0022RosterFacets extends Migration {
  override up(): void {
    // {"inactive": [people, of whom can be imported, of whom are ticked], …}, counted with the other counts of the roster
    this.addSql(`alter table roster add column facets jsonb not null default '{}'`);
    // Lists of the version before are counted when they are next opened.
    this.addSql(`update roster set judged_at = null, judged_head = null where status = 'loaded'`);
    this.addSql(`
      create index roster_person_by_reason on roster_person (roster_id, coalesce(problem, claimed), name_key, halo_id)
      where problem is not null or claimed is not null`);
    this.addSql(`
      create index roster_person_unusual on roster_person (roster_id, name_key, halo_id)
      where inactive or service_account or general_user or technician or prospect`);
  }
}
