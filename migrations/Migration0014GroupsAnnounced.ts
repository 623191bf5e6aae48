import { Migration } from '@mikro-orm/migrations';

/** How many groups HaloPSA said there are, for a warning where fewer came. */
export class Migration0014GroupsAnnounced extends Migration {
  override up(): void {
    this.addSql('alter table halo_group_snapshot add column announced integer');
  }
}
