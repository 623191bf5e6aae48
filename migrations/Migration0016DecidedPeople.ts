import { Migration } from '@mikro-orm/migrations';

/**
 * A read model: by what the people of an import are sorted and searched. A page is read from one place in each order, of all people or of the
 * rejected ones; those who were imported are nearly all.
 */
export class Migration0016DecidedPeople extends Migration {
  override up(): void {
    this.addSql(`create table decided_person (
      import_id uuid not null,
      revision integer not null, -- of the decision, in the import's stream
      position text collate "C" not null, -- of the decision, in the history
      rejected boolean not null,
      name_key text collate "C" not null, -- for order: without capitals and accents
      search text not null, -- name, site and address, folded as what is typed into the search
      primary key (import_id, revision)
    )`);
    this.addSql('create index decided_person_by_name on decided_person (import_id, name_key, revision)');
    this.addSql('create index decided_person_rejected on decided_person (import_id, revision) where rejected');
    this.addSql(
      'create index decided_person_rejected_by_name on decided_person (import_id, name_key, revision) where rejected',
    );
  }
}
