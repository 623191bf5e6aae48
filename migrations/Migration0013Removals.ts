import { Migration } from '@mikro-orm/migrations';

/**
 * Removals of many people: an import is undone, or members are chosen. Both tables are sources of truth while a removal is running
 * (docs/adr/0024-removing-many-people.md). The end is in the log.
 */
export class Migration0013Removals extends Migration {
  override up(): void {
    this.addSql(`create table removal (
      id uuid primary key, -- of an import that is undone: that of the import, so that it is undone once
      reseller_id uuid not null,
      team_id uuid not null,
      undo_of uuid, -- the import; null: members were chosen
      metadata jsonb not null, -- who asked for it
      people integer not null, -- how many items it has
      requested_at timestamptz not null default now(),
      cancel_requested_at timestamptz,
      ended_at timestamptz,
      check (undo_of is null or undo_of = id)
    )`);
    this.addSql('create index removal_unfinished on removal (requested_at) where ended_at is null');
    // fillfactor: each item is updated twice; with free space on its page, its index is not touched.
    this.addSql(`create table removal_item (
      removal_id uuid not null,
      n integer not null,
      account_id uuid not null,
      revision integer not null, -- of account-<id> when it was confirmed: the removal is appended after it, or not at all
      person jsonb,
      begun boolean not null default false, -- the removal may be in the log
      outcome text check (outcome in ('done', 'renamed', 'moved', 'removed', 'added-again', 'changed')), -- 'done', or why the person stays
      primary key (removal_id, n)
    ) with (fillfactor = 50)`);
    this.addSql('create index removal_item_open on removal_item (removal_id, n) where outcome is null');
  }
}
