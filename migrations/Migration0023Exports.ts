import { Migration } from '@mikro-orm/migrations';

/** The exports that are running, at most two of a reseller (src/modules/exports/export-slots.ts). */
export class Migration0023Exports extends Migration {
  override up(): void {
    this.addSql(`create table export_slot (
      reseller_id uuid not null,
      slot smallint not null,
      export_id uuid not null unique,
      free_at timestamptz not null, -- moved on while the export runs, so that a process that dies holds it for a minute
      primary key (reseller_id, slot)
    )`);
  }
}
