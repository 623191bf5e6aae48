import { Migration } from '@mikro-orm/migrations';
export class Migration0001Placeholder extends Migration {
  override up(): void {
    this.addSql('select 1');
  }
}
