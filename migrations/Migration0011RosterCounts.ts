import { Migration } from '@mikro-orm/migrations';

/**
 * A page of a roster costs the same however long the roster is: its people stand in the order of an index instead of being numbered, and
 * how many there are of each kind stands beside the roster. `claimed` is what the claims said of the address when it was last looked at,
 * for filters and counts; a row that is shown, and the import, ask the claims themselves.
 */
export class Migration0011RosterCounts extends Migration {
  override up(): void {
    this.addSql('drop index roster_person_in_order');
    this.addSql(`
      alter table roster_person drop column seq,
        add column name_key text collate "C", add column search text not null default '',
        add column claimed text check (claimed in ('already-in-this-team', 'already-has-account'))`);
    this.addSql(`
      update roster_person p set name_key = left(lower(p.name), 100), search = lower(concat_ws(E'\\n', p.name, p.email, p.site)), claimed = (
        select case when c.team_id = r.team_id then 'already-in-this-team' else 'already-has-account' end
        from roster r, email_claim c where r.id = p.roster_id and c.email_key = p.email_key)`);
    this.addSql('alter table roster_person alter column name_key set not null');
    // Room to tick everybody in place: five times as fast as writing each row, and its index entries, elsewhere.
    this.addSql('alter table roster_person set (fillfactor = 50)');
    this.addSql('create index roster_person_by_name on roster_person (roster_id, name_key, halo_id)');
    // Few of many: without it a page of them would be looked for among all.
    this.addSql(`
      create index roster_person_blocked on roster_person (roster_id, name_key, halo_id)
      where problem is not null or claimed is not null`);

    // Rosters are never deleted; asking for theirs at every row took a fifth of the time of saving a page.
    this.addSql('alter table roster_person drop constraint roster_person_roster_id_fkey');
    this.addSql('alter table roster_foreign_id drop constraint roster_foreign_id_roster_id_fkey');

    this.addSql(`
      alter table roster add column importable integer not null default 0, add column select_all integer not null default 0,
        add column blocked integer not null default 0, add column ticked integer not null default 0,
        add column judged_at timestamptz, add column judged_head text collate "C"`);
    this.addSql(`
      update roster r set importable = n.importable, select_all = n.select_all, blocked = n.blocked, ticked = n.ticked, judged_at = now()
      from (
        select roster_id, count(*) filter (where free) as importable, count(*) filter (where not free) as blocked,
          count(*) filter (where free and not inactive and not service_account and not general_user) as select_all,
          count(*) filter (where free and ticked) as ticked
        from (select *, problem is null and claimed is null as free from roster_person) p group by roster_id
      ) n where n.roster_id = r.id`);
  }
}
