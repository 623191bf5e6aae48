import { Migration } from '@mikro-orm/migrations';

/** A source of truth, not a read model: it is backed up with the log (docs/adr/0002-claims-and-the-import-protocol.md). */
export class Migration0003EmailClaims extends Migration {
  override up(): void {
    this.addSql(`
      create table email_claim (
        email_key text collate "C" primary key,
        account_id uuid not null unique,
        team_id uuid not null,
        reseller_id uuid not null
      )`);
  }
}
