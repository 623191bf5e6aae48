import { Migration } from '@mikro-orm/migrations';

/** The counts of rate-limiter-flexible, other than attempts to sign in; and an index to count the open lists of a reseller. */
export class Migration0025Bounds extends Migration {
  override up(): void {
    this.addSql(`create table rate_count (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`);
    this.addSql(`
      create index roster_open on roster (reseller_id)
      where status in ('loading', 'loaded') and import_ended_at is null`);
  }
}
