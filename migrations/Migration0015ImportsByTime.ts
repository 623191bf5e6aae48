import { Migration } from '@mikro-orm/migrations';

/**
 * The imports of a period, newest first: all, or those that fit one filter. By time and then by position, because clocks can be set back, and a period is
 * about times.
 */
export class Migration0015ImportsByTime extends Migration {
  override up(): void {
    const order = 'started_at desc, position desc';
    this.addSql(`create index import_by_time on import_summary (reseller_id, ${order}) include (team_id)`);
    this.addSql(`create index import_of_team_by_time on import_summary (team_id, ${order})`);
    this.addSql(`create index import_of_group_by_time on import_summary (reseller_id, group_kind, group_id, ${order})`);
    this.addSql(`create index import_by_status_and_time on import_summary (reseller_id, status, ${order})`);
    this.addSql(`create index import_by_actor_and_time on import_summary (reseller_id, actor_id, ${order})`);
    this.addSql(
      `create index import_with_rejected_by_time on import_summary (reseller_id, ${order}) where rejected > 0`,
    );
    for (const name of ['by_status', 'with_rejected']) this.addSql(`drop index import_newest_${name}`);
  }
}
