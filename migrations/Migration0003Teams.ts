import { Migration } from '@mikro-orm/migrations';

/**
 * Teams and their members. Decisions that must be consistent at once have tables of their own, written in the transaction that decides: who
 * holds which address or name, and what was removed. What pages show is projected from the log.
 */
export class Migration0003Teams extends Migration {
  override up(): void {
    this.claims();
    this.readModels();
  }

  /** Sources of truth: backed up with the log, never emptied by a rebuild (docs/adr/0002-claims-and-the-import-protocol.md). */
  private claims(): void {
    // Which account holds an email address, across the whole portal.
    this.addSql(`
      create table email_claim (
        email_key text collate "C" primary key, -- the address as compared: src/shared/text/address.ts
        account_id uuid not null unique,
        team_id uuid not null,
        reseller_id uuid not null
      )`);
    // Account ids are never reused. Written together with the release of the address: a form sent again after the person was removed must
    // not claim the address for the removed account.
    this.addSql(`create table removed_account (account_id uuid primary key)`);
    // The name of each Team, written in the transaction that stages TeamAdded or TeamRenamed. `team` follows the log, so it would miss two
    // Teams added with one name at the same moment. Not unique, because an archived Team keeps its name while another Team may use it;
    // names are looked up under a lock.
    this.addSql(`create table team_name (
      team_id uuid primary key,
      reseller_id uuid not null,
      name text not null,
      name_key text collate "C" not null
    )`);
    this.addSql('create index team_name_by_key on team_name (reseller_id, name_key)');
    // Archived Teams, into which no import may begin. Written before TeamArchived is recorded, under the lock that a request to import also
    // takes: the log alone would miss an import that begins at the same moment.
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

    // What was done to each Team, and so its name at any position of the log. Written together with `team`.
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
    // A search in a Team scans this index: one Team has few enough people, and the scan stops after a page.
    this.addSql(`create index member_by_name on member (team_id, name_key, account_id)`);
  }
}
