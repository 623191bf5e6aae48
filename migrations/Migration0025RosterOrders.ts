import { Migration } from '@mikro-orm/migrations';

/**
 * A list of people can be sorted by verdict, address and site (src/modules/rosters/people/row-order.ts has the same expressions). Each index
 * is for statements that have its condition, as the one by name is.
 */
export class Migration0025RosterOrders extends Migration {
  override up(): void {
    this.addSql(`
      create index roster_person_by_verdict on roster_person (roster_id, coalesce(problem, claimed, ''), name_key, halo_id)
      where coalesce(problem, claimed, '') >= ''`);
    this.addSql(`
      create index roster_person_by_email on roster_person
        (roster_id, (left(coalesce(email_key, lower(email), ''), 100) collate "C"), halo_id)
      where left(coalesce(email_key, lower(email), ''), 100) collate "C" >= ''`);
    this.addSql(`
      create index roster_person_by_site on roster_person
        (roster_id, (left(lower(coalesce(site, '')), 100) collate "C"), name_key, halo_id)
      where left(lower(coalesce(site, '')), 100) collate "C" >= ''`);
  }
}
