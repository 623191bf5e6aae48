import { Migration } from '@mikro-orm/migrations';

/**
 * Pages and work may run in processes of their own. Workers write down that they are alive, and projections why they stand still, so that
 * the processes that serve pages can say so.
 */
export class Migration0020Workers extends Migration {
  override up(): void {
    this.addSql('create table worker (id uuid primary key, seen_at timestamptz not null)');
    this.addSql('alter table projection_checkpoint add degraded text');
  }
}
