import { Migration } from '@mikro-orm/migrations';

/**
 * Teams into which no import begins any more. Written before TeamArchived is recorded, under the lock that a request to import takes too:
 * the log alone could not tell an import that begins in the same moment.
 */
export class Migration0009ClosedTeams extends Migration {
  override up(): void {
    this.addSql('create table closed_team (team_id uuid primary key)');
  }

  override down(): void {
    this.addSql('drop table if exists closed_team');
  }
}
