import { Migration } from '@mikro-orm/migrations';

/** The last success, the last failure and the last test of a reseller's HaloPSA connection, however long ago they were. */
export class Migration0019LastUses extends Migration {
  override up(): void {
    this.addSql('create index connection_log_by_type on connection_log (reseller_id, type, position desc)');
  }
}
