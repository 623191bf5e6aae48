import { Migration } from '@mikro-orm/migrations';

/**
 * A roster is the list of a group's people, as an admin reviews it before the import. It becomes at most one import, which has the same id.
 * Rosters are never deleted (after an hour without use, a roster's people are deleted and it expires), so rows that belong to one have no
 * foreign key to it: checking that for each row took a fifth of the time of saving a page.
 */
export class Migration0005Rosters extends Migration {
  override up(): void {
    this.addSql(roster);
    this.addSql(`create index roster_loading on roster (created_at) where status = 'loading'`);
    this.addSql(
      `create index roster_importing on roster (team_id) where import_requested_at is not null and import_ended_at is null`,
    );
    this.addSql(`create index roster_idle on roster (used_at) where status in ('loaded', 'failed')`);
    // Counts a reseller's open lists.
    this.addSql(`
      create index roster_open on roster (reseller_id)
      where status in ('loading', 'loaded') and import_ended_at is null`);
    // Unfinished lists. The number of ticks is not in the index: each tick would write another entry.
    this.addSql(
      `create index roster_unfinished on roster (team_id, created_at desc) where status = 'loaded' and import_requested_at is null`,
    );
    this.people();
    this.addSql(importItem);
  }

  private people(): void {
    this.addSql(rosterPerson);
    // Only for pages of a list. The planner has no statistics of a list made a minute ago, so all indexes that begin with its id look
    // equally good to it, and it looked up single people by scanning this one. PostgreSQL uses a partial index only if the statement
    // contains its condition, which every name fulfils.
    this.addSql(
      `create index roster_person_by_name on roster_person (roster_id, name_key, halo_id) where name_key >= ''`,
    );
    // Rare rows have an index each: otherwise a page of them would be searched for among all rows.
    this.addSql(`
      create index roster_person_blocked on roster_person (roster_id, name_key, halo_id)
      where problem is not null or claimed is not null`);
    this.addSql(
      'create index roster_person_look_alikes on roster_person (roster_id, name_key, halo_id) where look_alikes',
    );
    this.addSql('create index roster_person_kept_by on roster_person (roster_id, kept_by) where kept_by is not null');
    // Ids of people of other clients: HaloPSA sends them when it ignores the filter, and repeated ids show where the list ends.
    this.addSql(`
      create table roster_foreign_id (
        roster_id uuid not null,
        halo_id bigint not null,
        seen_in smallint not null default 1,
        primary key (roster_id, halo_id)
      )`);
  }
}

const roster = `
  create table roster (
    id uuid primary key,
    reseller_id uuid not null,
    team_id uuid not null,
    group_kind text not null constraint roster_group_kind_check check (group_kind in ('client', 'list', 'site')),
    group_id bigint not null,
    group_client_id bigint, -- whose site it is
    group_name text not null,
    credentials_version uuid not null, -- pages are loaded with these credentials only
    created_at timestamptz not null default now(),
    used_at timestamptz not null default now(),
    status text not null default 'loading' check (status in ('loading', 'loaded', 'failed', 'expired')),

    -- the load
    load_metadata jsonb not null, -- who asked for it
    next_page integer not null default 1,
    announced integer, -- how many rows HaloPSA says there are
    received integer not null default 0, -- distinct people of the group
    foreign_ids integer not null default 0, -- distinct people of other groups
    rows_left_out jsonb not null default '{"addressesOnly":0,"withoutId":0,"withoutClient":0,"strangers":0}',
    reading jsonb, -- a list that moves while it is read is read again: where that is
    unsure boolean not null default false, -- it moved to the end
    failed_tries integer not null default 0,
    not_before timestamptz, -- when the next page may be asked for
    fault text, -- what the last page failed with
    loads_since timestamptz, -- a load can stop and go on later: the time left is estimated from the part that runs
    received_before integer not null default 0,

    -- its people, counted when last looked at (docs/adr/0011-a-page-of-a-roster-costs-a-page.md)
    importable integer not null default 0,
    select_all integer not null default 0,
    blocked integer not null default 0,
    ticked integer not null default 0,
    tick_version integer not null default 0, -- another one with each change of ticks: an import is of the ticks that were confirmed
    judged_at timestamptz, -- when the claims were last looked at
    judged_head text collate "C", -- the last position of the log at that time

    -- the import
    import_requested_at timestamptz,
    import_metadata jsonb, -- who asked for it
    import_prepared boolean not null default false, -- import_item is complete
    listed integer, -- listed = to_decide + already_in_this_team + left_out
    to_decide integer,
    already_in_this_team integer,
    left_out integer, -- not ticked
    cancel_requested_at timestamptz,
    import_ended_at timestamptz,
    constraint roster_site_has_client check ((group_kind = 'site') = (group_client_id is not null))
  )`;

/** fillfactor: "Select all" updates every row in place, which is five times as fast as writing new rows and index entries elsewhere. */
const rosterPerson = `
  create table roster_person (
    roster_id uuid not null,
    halo_id bigint not null,
    name text not null,
    name_key text collate "C" not null, -- for order: without capitals and accents
    email text,
    email_key text collate "C", -- as in email_claim
    site text,
    search text not null default '', -- name, address and site, folded as what is typed into the search
    inactive boolean not null,
    service_account boolean not null,
    general_user boolean not null,
    technician boolean not null default false, -- technicians and prospects: not taken by "Select all importable"
    prospect boolean not null default false,
    look_alikes boolean not null default false, -- the name or address has letters that look like others
    problem text check (problem in ('no-email', 'malformed-email', 'duplicate-in-list')),
    kept_by bigint, -- of several with one address: the person who keeps it; null for that one, and for everybody else
    claimed text check (claimed in ('already-in-this-team', 'already-has-account')), -- the claims, when last looked at
    ticked boolean not null default false,
    seen_in smallint not null default 1, -- the last reading of the list that had this person
    primary key (roster_id, halo_id)
  ) with (fillfactor = 50)`;

/**
 * The decisions about each person of an import, before they are recorded in the log: a source of truth while the import is running.
 * fillfactor: each item is updated once, when it is decided; with free space on its page, its index is not touched.
 */
const importItem = `
  create table import_item (
    import_id uuid not null, -- of the roster
    n integer not null, -- its event has revision n + 1 of the import's stream
    halo_id bigint not null,
    account_id uuid, -- from when it is decided that there will be an account
    email_key text collate "C",
    person jsonb not null,
    verdict text, -- null: not decided; 'imported', or the reason why not
    decided_at timestamptz,
    primary key (import_id, n),
    check ((verdict is null) = (decided_at is null))
  ) with (fillfactor = 50)`;
