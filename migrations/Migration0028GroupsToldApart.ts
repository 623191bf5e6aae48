import { Migration } from '@mikro-orm/migrations';

/** What tells two groups of one name apart, and what is to be said of a list of groups: what it leaves out, and what could not be read. */
export class Migration0028GroupsToldApart extends Migration {
  override up(): void {
    this.addSql('alter table halo_group add column top_level text');
    this.addSql(`
      alter table halo_group_snapshot
        add column unusable integer not null default 0,
        add column unsure boolean not null default false,
        add column lists_fault text`);
  }
}
