import { Migration } from '@mikro-orm/migrations';

/** Read models of everything that was done: each event, the keys by which people are found, and a row per import. */
export class Migration0006History extends Migration {
  override up(): void {
    // Every event, for auditors.
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
      person jsonb, -- whom it is about
      data jsonb not null, -- the rest
      address text collate "C" -- of the person, as in email_claim
    )`);
    // The people of an import, all or those with one outcome: a page is read from one place, however long the import is.
    this.addSql('create index history_by_outcome on history (stream, type, revision)');
    this.addSql(
      'create index history_by_address on history (reseller_id, address, position desc) where address is not null',
    );

    // Each word of a name, with the other words in `rest`. Names with a word of one prefix are adjacent in the index, and among them those
    // with a second word of another prefix: a page is read from one place.
    this.addSql(`create table history_word (
      reseller_id uuid not null,
      word text collate "C" not null,
      rest text collate "C" not null,
      position text collate "C" not null
    )`);
    this.addSql('create index history_word_found on history_word (reseller_id, word, rest, position desc)');

    // Each part of an address: addresses with one domain, or with one word before the @, are then one range of an index.
    this.addSql(`create table history_address_part (
      reseller_id uuid not null,
      part text collate "C" not null,
      position text collate "C" not null
    )`);
    this.addSql('create index history_address_part_found on history_address_part (reseller_id, part, position desc)');

    this.imports();
  }

  private imports(): void {
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
      position text collate "C" not null, -- of ImportStarted
      last_position text collate "C" not null, -- of its newest event
      listed integer not null,
      to_decide integer not null,
      already_in_this_team integer not null,
      left_out integer not null,
      imported integer not null default 0,
      rejected integer not null default 0,
      rejected_by_reason jsonb not null default '{}',
      waiting integer not null generated always as (listed - imported - rejected - already_in_this_team - left_out) stored
    )`);
    // Newest first, for each filter of the list. The filter by Team and outcome scans the imports of that one Team.
    this.addSql('create index import_newest on import_summary (reseller_id, position desc) include (team_id)');
    this.addSql('create index import_newest_of_team on import_summary (team_id, position desc)');
    this.addSql('create index import_newest_by_status on import_summary (reseller_id, status, position desc)');
    this.addSql(
      'create index import_newest_with_rejected on import_summary (reseller_id, position desc) where rejected > 0',
    );
  }
}
