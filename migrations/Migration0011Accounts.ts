import { Migration } from '@mikro-orm/migrations';

/**
 * Accounts change after they were added: they are moved to another Team, and their names are corrected. In a database of before there were
 * no such events, so that both columns can be filled without reading the log.
 */
export class Migration0011Accounts extends Migration {
  override up(): void {
    // The revision of account-<id> at which the claim got its Team; -1: the Team for which it was made. The projection `members` changes the
    // Team only at a higher one: a rebuild, which applies all moves again, takes no claim back to an earlier Team.
    this.addSql('alter table email_claim add column revision integer not null default -1');
    // The revision of account-<id> that the row shows; -1: that stream is empty, as that of an imported person is at first.
    this.addSql('alter table member add column revision integer not null default -1');
    this.addSql('update member set revision = 0 where import_id is null');
    this.addSql('alter table member alter column revision drop default');
  }
}
