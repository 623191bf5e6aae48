import { Migration } from '@mikro-orm/migrations';

/**
 * A list that moves while it is read is read again: `reading` is where that stands, `seen_in` the last reading that had a row. `unsure`: it
 * moved to the end. `rows_left_out`: how many rows are left out, by reason.
 */
export class Migration0029RosterReadings extends Migration {
  override up(): void {
    this.addSql(`
      alter table roster
        add column reading jsonb,
        add column unsure boolean not null default false,
        add column rows_left_out jsonb not null default '{"addressesOnly":0,"withoutId":0,"withoutClient":0,"strangers":0}'`);
    this.addSql('alter table roster_person add column seen_in smallint not null default 1');
    this.addSql('alter table roster_foreign_id add column seen_in smallint not null default 1');
  }
}
