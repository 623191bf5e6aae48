import { Migration } from '@mikro-orm/migrations';

/** What people who sign in set for themselves. Beside `portal_user`, whose columns are those of better-auth. */
export class Migration0014UserSetting extends Migration {
  override up(): void {
    this.addSql(`create table portal_user_setting (
      user_id uuid primary key references portal_user (id) on delete cascade,
      time_zone text not null -- an IANA name; without a row, times are in UTC and the browser's zone is proposed
    )`);
  }
}
