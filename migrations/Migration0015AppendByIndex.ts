import { Migration } from '@mikro-orm/migrations';

/**
 * PostgreSQL looked at the log when it was short, found that reading all of it is quickest, and an open connection keeps to that while the
 * log grows: the last position was then looked for among all events, under the lock of the append.
 */
export class Migration0015AppendByIndex extends Migration {
  override up(): void {
    this.addSql('alter function append_events(text, integer, jsonb) set enable_seqscan = off');
  }

  override down(): void {
    this.addSql('alter function append_events(text, integer, jsonb) reset enable_seqscan');
  }
}
