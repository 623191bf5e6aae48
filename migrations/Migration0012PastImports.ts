import { Migration } from '@mikro-orm/migrations';

/** Where the people of a group went so far: asked when a group is chosen, and before an import is confirmed. */
export class Migration0012PastImports extends Migration {
  override up(): void {
    // Imports that brought no person say nothing about where a group belongs.
    this.addSql(`create index import_from_group on import_summary (reseller_id, group_kind, group_id, position desc)
      include (team_id) where imported > 0`);
  }
}
