import { Migration } from '@mikro-orm/migrations';

/**
 * An account has its id when it is decided that there will be one. Each item is written twice, once when the import is prepared and once
 * when it is decided: with room for that beside it, its index is left alone the second time.
 */
export class Migration0012ImportItems extends Migration {
  override up(): void {
    this.addSql('alter table import_item alter column account_id drop not null');
    this.addSql('alter table import_item set (fillfactor = 50)');
    // Rosters are never deleted: to ask for theirs at every row costs and tells nothing.
    this.addSql('alter table import_item drop constraint import_item_import_id_fkey');
  }
}
