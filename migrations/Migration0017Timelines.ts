import { Migration } from '@mikro-orm/migrations';

/**
 * The history of one Team and of one person, newest first. By time and then by position, because clocks can be set back, and a day is about times. The new
 * columns are derived by PostgreSQL, so that the rows of an existing database have them without reading the log again.
 */
export class Migration0017Timelines extends Migration {
  override up(): void {
    // timeline: 'event' stands by itself in the history of a Team, 'one-of-many' is a person of an import or a removal whose end stands there; null: the
    // entry is about HaloPSA.
    this.addSql(`alter table history
      add column account_id uuid generated always as ((data ->> 'accountId')::uuid) stored,
      add column from_team_id uuid generated always as ((data ->> 'fromTeamId')::uuid) stored, -- the Team that a moved person left
      add column timeline text collate "C" generated always as (case
        when stream like 'halo-connection-%' then null
        when type in ('UserImported', 'UserRejected') or type = 'UserRemoved' and data ? 'removalId' then 'one-of-many'
        else 'event' end) stored`);
    const order = 'recorded_at desc, position desc';
    this.addSql(`create index history_of_team on history (team_id, ${order}) where timeline = 'event'`);
    this.addSql(`create index history_of_team_and_people on history (team_id, ${order}) where timeline is not null`);
    this.addSql(`create index history_of_left_team on history (from_team_id, ${order}) where from_team_id is not null`);
    this.addSql(`create index history_of_account on history (account_id, ${order}) where account_id is not null`);
  }
}
