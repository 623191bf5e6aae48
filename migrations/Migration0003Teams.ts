import { Migration } from '@mikro-orm/migrations';

/**
 * Teams and their members. What must be decided at once is in tables of its own, written in the transaction that decides it: who has which
 * address or name, and what is gone. What pages show is made from the log.
 */
export class Migration0003Teams extends Migration {
  override up(): void {
    this.claims();
    this.readModels();
  }

  /** Sources of truth: backed up with the log, never emptied by a rebuild (docs/adr/0002-claims-and-the-import-protocol.md). */
  private claims(): void {
    // Which account has an email address, in all of the portal.
    this.addSql(`
      create table email_claim (
        email_key text collate "C" primary key, -- the address as compared: src/shared/text/address.ts
        account_id uuid not null unique,
        team_id uuid not null,
        reseller_id uuid not null
      )`);
    // Account ids are never used twice. Written together with the release of the address: a form that is sent again after the person was
    // removed must not take the address back for an account that is gone.
    this.addSql(`create table removed_account (account_id uuid primary key)`);
    // Which Team has which name, written in the transaction that stages TeamAdded or TeamRenamed: `team` follows the log, so of two Teams
    // added under one name at the same moment it knows neither. Not unique, because an archived Team keeps its name and lets another have
    // it too; names are looked up under a lock.
    this.addSql(`create table team_name (
      team_id uuid primary key,
      reseller_id uuid not null,
      name text not null,
      name_key text collate "C" not null
    )`);
    this.addSql('create index team_name_by_key on team_name (reseller_id, name_key)');
    // Archived Teams, into which no import may begin. Written before TeamArchived is recorded, under the lock that a request to import
    // takes too: the log alone could not tell about an import that begins at the same moment.
    this.addSql('create table closed_team (team_id uuid primary key)');
  }

  private readModels(): void {
    this.addSql(`create table team (
      id uuid primary key,
      reseller_id uuid not null,
      name text not null,
      name_key text collate "C" not null, -- for order: without capitals and accents
      added_at timestamptz not null,
      archived_at timestamptz,
      members integer not null default 0,
      last_import_id uuid,
      last_import_at timestamptz
    )`);
    this.addSql(`create index team_by_name on team (reseller_id, name_key, id)`);

    // What was done to each Team, and so what it was called at any position of the log. Filled together with `team`.
    this.addSql(`create table team_past (
      team_id uuid not null,
      position text collate "C" not null,
      kind text collate "C" not null check (kind in ('added', 'renamed', 'archived', 'reopened')),
      name text, -- the new name
      previous_name text,
      actor_id text not null,
      recorded_at timestamptz not null,
      primary key (team_id, position)
    )`);

    this.addSql(`create table member (
      account_id uuid primary key,
      team_id uuid not null,
      reseller_id uuid not null,
      name text not null,
      email text not null,
      name_key text collate "C" not null,
      search text not null, -- name and address, folded as what is typed into the search
      import_id uuid, -- null: added by hand
      added_by text not null,
      added_at timestamptz not null
    )`);
    // A search in a Team walks this index: the people of one Team are few enough, and the first page ends the walk.
    this.addSql(`create index member_by_name on member (team_id, name_key, account_id)`);
  }
}
