import { Migration } from '@mikro-orm/migrations';

/** Whose name or address has letters that look like others is known when a list is saved; a confirmation shows the few who are ticked. */
export class Migration0027LookAlikesAndAddressParts extends Migration {
  override up(): void {
    this.addSql('alter table roster_person add column look_alikes boolean not null default false');
    this.addSql(
      'create index roster_person_look_alikes on roster_person (roster_id, name_key, halo_id) where look_alikes',
    );
    // Where each part of an address begins, so that a domain, or a word before the @, is one range of an index.
    this.addSql(`create table history_address_part (
      reseller_id uuid not null,
      part text collate "C" not null,
      position text collate "C" not null
    )`);
    this.addSql('create index history_address_part_found on history_address_part (reseller_id, part, position desc)');
  }

  override down(): void {
    this.addSql('drop table if exists history_address_part');
    this.addSql('drop index if exists roster_person_look_alikes');
    this.addSql('alter table roster_person drop column if exists look_alikes');
  }
}
