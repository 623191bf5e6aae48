import { Migration } from '@mikro-orm/migrations';

/**
 * A roster is the list of people as somebody looked at it; it becomes at most one import and lends it its id. What is decided about each
 * person of an import stands in import_item, before it is recorded in the log.
 */
export class Migration0006Imports extends Migration {
  override up(): void {
    this.addSql(`
      create table roster (
        id uuid primary key,
        reseller_id uuid not null,
        team_id uuid not null,
        group_kind text not null check (group_kind in ('client', 'list')),
        group_id bigint not null,
        group_name text not null,
        load_metadata jsonb not null,
        credentials_version uuid not null,
        created_at timestamptz not null default now(),
        used_at timestamptz not null default now(),
        status text not null default 'loading' check (status in ('loading', 'loaded', 'failed', 'expired')),
        next_page integer not null default 1,
        announced integer,
        received integer not null default 0,
        foreign_ids integer not null default 0,
        failed_tries integer not null default 0,
        not_before timestamptz,
        fault text,
        tick_version integer not null default 0,
        import_requested_at timestamptz,
        import_metadata jsonb,
        import_prepared boolean not null default false,
        listed integer,
        to_decide integer,
        already_in_this_team integer,
        left_out integer,
        cancel_requested_at timestamptz,
        import_ended_at timestamptz
      )`);
    this.addSql(`create index roster_loading on roster (created_at) where status = 'loading'`);
    this.addSql(
      `create index roster_importing on roster (team_id) where import_requested_at is not null and import_ended_at is null`,
    );
    this.addSql(`create index roster_idle on roster (used_at) where status in ('loaded', 'failed')`);
    this.addSql(`
      create table roster_person (
        roster_id uuid not null references roster,
        halo_id bigint not null,
        seq integer,
        name text not null,
        email text,
        email_key text collate "C",
        site text,
        inactive boolean not null,
        service_account boolean not null,
        general_user boolean not null,
        problem text check (problem in ('no-email', 'malformed-email', 'duplicate-in-list')),
        ticked boolean not null default false,
        primary key (roster_id, halo_id)
      )`);
    this.addSql(`create unique index roster_person_in_order on roster_person (roster_id, seq)`);
    // Ids of people of other clients: HaloPSA sends them when it ignores the filter, and the end of the list shows by repeated ids.
    this.addSql(`
      create table roster_foreign_id (
        roster_id uuid not null references roster,
        halo_id bigint not null,
        primary key (roster_id, halo_id)
      )`);
    this.addSql(`
      create table import_item (
        import_id uuid not null references roster,
        n integer not null,
        halo_id bigint not null,
        account_id uuid not null,
        email_key text collate "C",
        person jsonb not null,
        verdict text,
        decided_at timestamptz,
        primary key (import_id, n),
        check ((verdict is null) = (decided_at is null))
      )`);
  }
}
