import { Migration } from '@mikro-orm/migrations';

/** What an admin comes back to: lists that were begun, and which person of a list keeps an address that several share. */
export class Migration0033RosterChoices extends Migration {
  override up(): void {
    // Ticks are no part of the index: each would write another entry.
    this.addSql(
      `create index roster_unfinished on roster (team_id, created_at desc) where status = 'loaded' and import_requested_at is null`,
    );
    // HaloPSA's id of the person who keeps the address; null for everybody who shares none, and for who keeps it.
    this.addSql('alter table roster_person add column kept_by bigint');
    // A list mostly has few of them, and people without are no part of the index.
    this.addSql('create index roster_person_kept_by on roster_person (roster_id, kept_by) where kept_by is not null');
  }

  override down(): void {
    this.addSql('drop index if exists roster_unfinished');
    this.addSql('alter table roster_person drop column if exists kept_by');
  }
}
