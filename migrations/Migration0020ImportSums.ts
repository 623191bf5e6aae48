import { Migration } from '@mikro-orm/migrations';

/**
 * How many people were imported and rejected in each quarter of an hour: days of all zones are made of these. For each combination of Team, person and
 * HaloPSA group that the filters of the imports allow, so that a chart reads one range, however many imports there are. Filled from the first event of
 * the log when a portal starts.
 */
export class Migration0020ImportSums extends Migration {
  override up(): void {
    // The events about people do not name the group.
    this.addSql(`create table import_source (
      import_id uuid primary key,
      source text collate "C" not null -- the group: "client:12"
    )`);
    // '' stands for all. fillfactor: a running import updates its rows again and again.
    this.addSql(`create table import_sum (
      reseller_id uuid not null,
      team text collate "C" not null,
      actor text collate "C" not null, -- who pressed Import
      source text collate "C" not null,
      quarter timestamptz not null,
      imported integer not null,
      rejected integer not null,
      primary key (reseller_id, team, actor, source, quarter)
    ) with (fillfactor = 70)`);
  }
}
