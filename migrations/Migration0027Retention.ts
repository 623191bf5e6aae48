import { Migration } from '@mikro-orm/migrations';

/** What is deleted when its time is over is found by an index (docs/operations.md). */
export class Migration0027Retention extends Migration {
  override up(): void {
    this.addSql(`create index roster_expired on roster (used_at) where status = 'expired'`);
    // Some hours after the end, its items lose their names: the log has them.
    this.addSql('alter table removal add column items_named boolean not null default true');
    this.addSql('create index removal_named on removal (ended_at) where items_named and ended_at is not null');
  }
}
