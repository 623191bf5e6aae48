import { Migration } from '@mikro-orm/migrations';

/**
 * Which Team has which name, written in the transaction that stages TeamAdded or TeamRenamed: the list of Teams follows the log, so of two
 * Teams of one name that are added in the same moment it knows neither. Not unique, because an archived Team keeps its name and lets
 * another have it too; the name is looked up under a lock.
 */
export class Migration0026TeamNames extends Migration {
  override up(): void {
    this.addSql(`create table team_name (
      team_id uuid primary key,
      reseller_id uuid not null,
      name text not null,
      name_key text collate "C" not null
    )`);
    this.addSql('create index team_name_by_key on team_name (reseller_id, name_key)');
  }

  override down(): void {
    this.addSql('drop table if exists team_name');
  }
}
