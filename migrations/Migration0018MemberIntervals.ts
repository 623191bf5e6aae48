import { Migration } from '@mikro-orm/migrations';

/** Who was in which Team, from when until when, and under which name. Filled from the first event of the log when a portal starts. */
export class Migration0018MemberIntervals extends Migration {
  override up(): void {
    this.addSql(`create table member_interval (
      account_id uuid not null,
      since_position text collate "C" not null, -- of the event with which it begins
      team_id uuid not null,
      reseller_id uuid not null,
      since timestamptz not null,
      until timestamptz, -- the first instant after it; null: it goes on
      name text not null, -- of then
      email text not null,
      name_key text collate "C" not null,
      search text not null,
      import_id uuid, -- how the account began; null: added by hand
      added_by text not null,
      added_at timestamptz not null,
      primary key (account_id, since_position)
    )`);
    this.addSql(
      'create index member_interval_by_name on member_interval (team_id, name_key, account_id) include (since, until)',
    );
  }
}
