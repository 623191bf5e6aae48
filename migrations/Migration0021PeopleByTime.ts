import { Migration } from '@mikro-orm/migrations';

/** What happened to people, newest first: for filters without a name. Those of one Team are in its timeline. */
export class Migration0021PeopleByTime extends Migration {
  override up(): void {
    this.addSql(
      'create index history_of_people on history (reseller_id, recorded_at desc, position desc) where person is not null',
    );
  }
}
