import { Migration } from '@mikro-orm/migrations';

/** The words of names are a list of their own, and stand where the history stood that they came with. */
export class Migration0016WordsApart extends Migration {
  override up(): void {
    this.addSql(`
      insert into projection_checkpoint (name, position) select 'words', position from projection_checkpoint where name = 'history'
      on conflict (name) do update set position = excluded.position`);
  }

  override down(): void {
    this.addSql(`truncate history, history_word`);
    this.addSql(`delete from projection_checkpoint where name = 'words'`);
    this.addSql(`update projection_checkpoint set position = '' where name = 'history'`);
  }
}
