import { Migration } from '@mikro-orm/migrations';

/**
 * The sites of a client, asked for when one of them is to be chosen. They go with the groups that they belong to, so that a site is never
 * chosen from another HaloPSA. A list of people may be that of one site.
 */
export class Migration0035Sites extends Migration {
  override up(): void {
    this.addSql(`
      create table halo_site_snapshot (
        reseller_id uuid not null references halo_group_snapshot on delete cascade,
        client_id bigint not null,
        loaded_at timestamptz not null,
        announced integer not null,
        received integer not null,
        unusable integer not null,
        unsure boolean not null,
        primary key (reseller_id, client_id)
      )`);
    this.addSql(`
      create table halo_site (
        reseller_id uuid not null,
        client_id bigint not null,
        id bigint not null,
        name text not null,
        name_key text collate "C" not null,
        inactive boolean not null,
        primary key (reseller_id, client_id, id),
        foreign key (reseller_id, client_id) references halo_site_snapshot on delete cascade
      )`);
    // A page of sites, by name.
    this.addSql('create index halo_site_by_name on halo_site (reseller_id, client_id, name_key, id)');
    this.addSql('alter table roster drop constraint roster_group_kind_check');
    this.addSql(`
      alter table roster
        add column group_client_id bigint,
        add constraint roster_group_kind_check check (group_kind in ('client', 'list', 'site')),
        add constraint roster_site_has_client check ((group_kind = 'site') = (group_client_id is not null))`);
  }
}
