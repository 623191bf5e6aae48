import { Migration } from '@mikro-orm/migrations';

/**
 * A form that was sent after the session had ended, from the moment its owner has signed in again until the page of the form is left. It is
 * sealed, bound to the person inside the seal as well, and never older than half an hour.
 */
export class Migration0031KeptForms extends Migration {
  override up(): void {
    this.addSql(`create table kept_form (
      id uuid primary key,
      user_id uuid not null,
      sealed text not null,
      expires_at timestamptz not null
    )`);
    this.addSql('create index kept_form_expired on kept_form (expires_at)');
  }

  override down(): void {
    this.addSql('drop table if exists kept_form');
  }
}
