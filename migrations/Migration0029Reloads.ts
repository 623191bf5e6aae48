import { Migration } from '@mikro-orm/migrations';

/** A list of people can be loaded again from HaloPSA: a new list takes over the ticks of the one before, and replaces it. */
export class Migration0029Reloads extends Migration {
  override up(): void {
    this.addSql(`
      alter table roster
        add column reload_of uuid, -- the list before, as long as this one is loading and later
        add column replaced_by uuid, -- the list that took over the ticks of this one, which has expired
        add column reloaded jsonb -- {"at", "new", "changed", "gone", "ticksLost"}: what the reload found`);
    // One at a time for each list.
    this.addSql(`create unique index roster_reloading on roster (reload_of) where status = 'loading'`);
    this.addSql('create index roster_reload_of on roster (reload_of) where reload_of is not null');
    this.addSql(`
      alter table roster_person
        add column since text check (since in ('new', 'changed')), -- compared with the list before
        add column was jsonb -- with 'changed': name, address and state in the list before`);
    this.addSql(
      'create index roster_person_since on roster_person (roster_id, name_key, halo_id) where since is not null',
    );
    // The people of the list before who are not in this one. They live as long as this one.
    this.addSql(`
      create table roster_gone (
        roster_id uuid not null,
        halo_id bigint not null,
        name text not null,
        name_key text collate "C" not null,
        email text,
        ticked boolean not null,
        primary key (roster_id, halo_id)
      )`);
    this.addSql('create index roster_gone_by_name on roster_gone (roster_id, name_key, halo_id)');
  }
}
