import { Migration } from '@mikro-orm/migrations';

/**
 * The people of a list who got no event from its import: beside the log, which has only their number, and for a time that a setting says
 * (docs/adr/0027-left-out-people.md). They outlive the list that they are copied from.
 */
export class Migration0024LeftOutPeople extends Migration {
  override up(): void {
    this.addSql(`create table left_out_person (
      import_id uuid not null,
      halo_id bigint not null,
      reason text not null check (reason in ('not-ticked', 'already-in-this-team', 'cancelled-before')),
      name text not null,
      name_key text collate "C" not null, -- for order: without capitals and accents
      email text,
      site text,
      search text not null, -- name, address and site, folded as what is typed into the search
      noted_at timestamptz not null default now(),
      primary key (import_id, halo_id)
    )`);
    this.addSql('create index left_out_person_by_name on left_out_person (import_id, name_key, halo_id)');
    // For those whose time is over.
    this.addSql('create index left_out_person_by_time on left_out_person (noted_at)');
  }
}
