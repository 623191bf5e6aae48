import { Migration } from '@mikro-orm/migrations';

/**
 * The requests that count against the limit of a HaloPSA host, one row each, and the hosts that nobody may ask for a while. All moments
 * are of the database's clock, the only one that all processes share. Rows may be lost with the last half second before a crash of
 * PostgreSQL (no commit waits for the disk): then HaloPSA says 429 at worst, and that is understood.
 *
 * A load can be stopped and go on again later: the time left is judged by the part that runs.
 */
export class Migration0008HaloBudget extends Migration {
  override up(): void {
    this.addSql(`
      create table halo_slot (
        id bigint generated always as identity primary key,
        host text collate "C" not null,
        free_at timestamptz not null
      )`);
    this.addSql('create index halo_slot_of_host on halo_slot (host, free_at)');
    this.addSql('create index halo_slot_by_age on halo_slot (free_at)');
    this.addSql('create table halo_pause (host text collate "C" primary key, until timestamptz not null)');

    // To be called as a statement of its own, so that the lock is held for a moment and each query inside sees what was committed last.
    // An answered slot is free a window after its answer; one whose answer is awaited, a window from now at the earliest.
    this.addSql(`
      create function halo_slot_take(
        the_host text, most integer, longest interval, rolling interval,
        out slot bigint, out retry_at timestamptz, out wait_ms integer
      ) language plpgsql as $$
      declare
        instant timestamptz;
        taken integer;
      begin
        perform set_config('synchronous_commit', 'off', true);
        perform pg_advisory_xact_lock(hashtextextended('halo_slot ' || the_host, 0));
        instant := clock_timestamp();
        delete from halo_slot where id in (
          select id from halo_slot where free_at <= instant order by free_at limit 50 for update skip locked);
        select count(*) into taken from halo_slot where host = the_host and free_at > instant;
        select until into retry_at from halo_pause where host = the_host and until > instant;
        if taken >= most then
          retry_at := greatest(retry_at, (
            select least(free_at, instant + rolling) from halo_slot
            where host = the_host and free_at > instant order by free_at offset taken - most limit 1));
        end if;
        if retry_at is null then
          insert into halo_slot (host, free_at) values (the_host, instant + longest + rolling) returning id into slot;
        else
          retry_at := date_trunc('milliseconds', retry_at) + interval '1 ms';
          wait_ms := ceil(extract(epoch from retry_at - instant) * 1000);
        end if;
      end $$`);
    this.addSql(`
      create function halo_slot_answered(the_slot bigint, rolling interval) returns void language plpgsql as $$
      begin
        perform set_config('synchronous_commit', 'off', true);
        update halo_slot set free_at = clock_timestamp() + rolling where id = the_slot;
      end $$`);

    this.addSql(
      `alter table roster add column loads_since timestamptz, add column received_before integer not null default 0`,
    );
  }
}
