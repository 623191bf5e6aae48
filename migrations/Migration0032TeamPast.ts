import { Migration } from '@mikro-orm/migrations';

/** What was done to each Team, and so what it was called at any position of the log. A read model, filled with `team`. */
export class Migration0032TeamPast extends Migration {
  override up(): void {
    this.addSql(`create table team_past (
      team_id uuid not null,
      position text collate "C" not null,
      kind text collate "C" not null check (kind in ('added', 'renamed', 'archived', 'reopened')),
      name text,
      previous_name text,
      actor_id text not null,
      recorded_at timestamptz not null,
      primary key (team_id, position)
    )`);
  }

  override down(): void {
    this.addSql('drop table if exists team_past');
  }
}
