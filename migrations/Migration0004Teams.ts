import { Migration } from '@mikro-orm/migrations';

/** Read models of the Teams and of their members, and the one thing beside the claims that is no read model: which accounts are gone. */
export class Migration0004Teams extends Migration {
  override up(): void {
    this.addSql(`create table team (
      id uuid primary key,
      reseller_id uuid not null,
      name text not null,
      name_key text collate "C" not null,
      added_at timestamptz not null,
      archived_at timestamptz,
      members integer not null default 0,
      last_import_id uuid,
      last_import_at timestamptz
    )`);
    this.addSql(`create index team_by_name on team (reseller_id, name_key, id)`);

    this.addSql(`create table member (
      account_id uuid primary key,
      team_id uuid not null,
      reseller_id uuid not null,
      name text not null,
      email text not null,
      name_key text collate "C" not null,
      search text not null,
      import_id uuid,
      added_by text not null,
      added_at timestamptz not null
    )`);
    // A Team is searched by walking this index: one Team's people are few enough, and the first page ends the walk.
    this.addSql(`create index member_by_name on member (team_id, name_key, account_id)`);

    // Account ids are never used twice. Written together with the release of the address, and never emptied by a rebuild: a form that
    // is sent again after the person was removed must not take the address back for an account that is gone.
    this.addSql(`create table removed_account (account_id uuid primary key)`);
  }

  override down(): void {
    for (const table of ['removed_account', 'member', 'team']) this.addSql(`drop table if exists ${table}`);
  }
}
