import { Migration } from '@mikro-orm/migrations';

/** Technicians of the reseller and prospects are users of HaloPSA too, and not among those whom "Select all importable" takes. */
export class Migration0034TechniciansAndProspects extends Migration {
  override up(): void {
    this.addSql(`
      alter table roster_person
        add column technician boolean not null default false,
        add column prospect boolean not null default false`);
  }
}
