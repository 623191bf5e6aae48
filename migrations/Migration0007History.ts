import { Migration } from '@mikro-orm/migrations';

/** Two read models that are made of the log and can be rebuilt: every event for auditors to read, and one row for each import. */
export class Migration0007History extends Migration {
  override up(): void {
    this.addSql(`create table history (
      position text collate "C" primary key,
      reseller_id uuid not null,
      team_id uuid,
      stream text collate "C" not null,
      revision integer not null,
      type text collate "C" not null,
      actor_id text not null,
      actor_role text not null,
      recorded_at timestamptz not null,
      person jsonb,
      data jsonb not null
    )`);
    // The people of an import, all or those with one outcome: a page is read from one place, however long the import is.
    this.addSql('create index history_by_outcome on history (stream, type, revision)');

    this.addSql(`create table import_summary (
      import_id uuid primary key,
      reseller_id uuid not null,
      team_id uuid not null,
      group_kind text not null,
      group_id bigint not null,
      group_name text not null,
      actor_id text not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      status text collate "C" not null default 'running' check (status in ('running', 'completed', 'cancelled')),
      position text collate "C" not null,
      last_position text collate "C" not null,
      listed integer not null,
      to_decide integer not null,
      already_in_this_team integer not null,
      left_out integer not null,
      imported integer not null default 0,
      rejected integer not null default 0,
      rejected_by_reason jsonb not null default '{}',
      waiting integer not null generated always as (listed - imported - rejected - already_in_this_team - left_out) stored
    )`);
    // Newest first, for each filter of the list. Team and outcome together walk the imports of that one Team.
    this.addSql('create index import_newest on import_summary (reseller_id, position desc) include (team_id)');
    this.addSql('create index import_newest_of_team on import_summary (team_id, position desc)');
    this.addSql('create index import_newest_by_status on import_summary (reseller_id, status, position desc)');
    this.addSql(
      'create index import_newest_with_rejected on import_summary (reseller_id, position desc) where rejected > 0',
    );
  }

  override down(): void {
    for (const table of ['import_summary', 'history']) this.addSql(`drop table if exists ${table}`);
  }
}
