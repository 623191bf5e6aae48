import { Migration } from '@mikro-orm/migrations';

/** A list of people can be filtered by site. */
export class Migration0028RosterSites extends Migration {
  override up(): void {
    // [["Harbour", 12], …]: the sites with the most people, counted when the list is loaded
    this.addSql(`alter table roster add column sites jsonb not null default '[]'`);
  }
}
