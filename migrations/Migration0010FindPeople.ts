import { Migration } from '@mikro-orm/migrations';

/**
 * What the entries of the history about people are found by: their address, and the words of their name. Words are made by the portal
 * alone, which folds capitals and accents, so the entries that are there already are made anew: the history begins again from the first
 * event, and its pages say that they are catching up until it has passed the last one.
 */
export class Migration0010FindPeople extends Migration {
  override up(): void {
    this.addSql('alter table history add column address text collate "C"');
    this.addSql(
      'create index history_by_address on history (reseller_id, address, position desc) where address is not null',
    );
    this.addSql(`create table history_word (
      reseller_id uuid not null,
      word text collate "C" not null,
      rest text collate "C" not null,
      position text collate "C" not null
    )`);
    // Everybody with a word of one beginning stands side by side, and within them everybody with another one: a page is read from one place.
    this.addSql('create index history_word_found on history_word (reseller_id, word, rest, position desc)');
    this.addSql('truncate history');
    this.addSql(`update projection_checkpoint set position = '' where name = 'history'`);
  }

  override down(): void {
    this.addSql('drop table if exists history_word');
    this.addSql('drop index if exists history_by_address');
    this.addSql('alter table history drop column if exists address');
  }
}
