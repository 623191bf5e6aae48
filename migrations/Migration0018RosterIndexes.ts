import { Migration } from '@mikro-orm/migrations';

/**
 * The index by name serves the pages of a list and nothing else. PostgreSQL's statistics say nothing about a list made a minute ago, so to
 * the planner every index that begins with the list's id is as good as any other: it looked for one person by walking this index over the
 * whole list. A partial index is used only where the statement names its condition, which every name fulfils.
 */
export class Migration0018RosterIndexes extends Migration {
  override up(): void {
    this.addSql('drop index roster_person_by_name');
    this.addSql(`
      create index roster_person_by_name on roster_person (roster_id, name_key, halo_id) where name_key >= ''`);
  }

  override down(): void {
    this.addSql('drop index roster_person_by_name');
    this.addSql('create index roster_person_by_name on roster_person (roster_id, name_key, halo_id)');
  }
}
