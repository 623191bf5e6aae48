import { Migration } from '@mikro-orm/migrations';

/**
 * Runs: several groups are imported into several Teams (docs/adr/0028-runs.md). Both tables are sources of truth while a run is going on.
 * What became of each import is in the log.
 */
export class Migration0026Runs extends Migration {
  override up(): void {
    this.addSql(`create table run (
      id uuid primary key,
      reseller_id uuid not null,
      metadata jsonb not null, -- who started it; its correlation id is the run's own id
      requested_at timestamptz not null default now(),
      used_at timestamptz not null default now(), -- a run that waits for an admin for a day is cancelled
      cancel_requested_at timestamptz,
      ended_at timestamptz
    )`);
    this.addSql('create index run_unfinished on run (requested_at) where ended_at is null');
    this.addSql('create index run_of_reseller on run (reseller_id, requested_at desc)');
    this.addSql(`create table run_pair (
      run_id uuid not null,
      n integer not null, -- the order of the imports
      group_kind text not null check (group_kind in ('client', 'list')),
      group_id bigint not null,
      group_name text not null,
      team_id uuid not null,
      team_name text not null, -- as it was chosen; a missing Team is added under this name
      is_new boolean not null, -- the Team was missing
      matched text not null check (matched in ('history', 'name', 'none')), -- why this Team
      list_id uuid not null, -- of the roster, and so of the import
      judged jsonb, -- what the import would do, and the doubts about it
      judged_version integer, -- of the ticks that were judged
      confirmed_version integer, -- of the ticks that were confirmed
      confirmed_metadata jsonb, -- by whom
      outcome text check (outcome in ('skipped', 'stopped')), -- it ended without an import
      why text, -- why it was stopped, or why it must be confirmed again
      primary key (run_id, n)
    )`);
    this.addSql('create unique index run_pair_list on run_pair (list_id)');
    this.addSql('alter table roster add column held_by uuid'); // the run that keeps this list from expiring
    this.addSql('create index roster_held on roster (held_by) where held_by is not null');
  }
}
