import { Migration } from '@mikro-orm/migrations';

/** The parts of addresses are a projection of their own, at the position of the words that they were written with. */
export class Migration0036AddressPartsApart extends Migration {
  override up(): void {
    this.addSql(`
      insert into projection_checkpoint (name, position)
      select 'address-parts', position from projection_checkpoint where name = 'words'
      on conflict (name) do update set position = excluded.position`);
  }

  override down(): void {
    this.addSql(`delete from projection_checkpoint where name = 'address-parts'`);
  }
}
