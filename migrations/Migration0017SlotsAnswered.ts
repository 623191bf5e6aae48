import { Migration } from '@mikro-orm/migrations';

/**
 * Whoever takes a slot tells in the same call which requests have been answered meanwhile, and how many milliseconds ago: a request costs
 * one call to the database instead of two. Whoever is refused can wait until a lot of slots is free: to come back for each of them, at the
 * pace at which they were taken, is slower than that pace.
 */
export class Migration0017SlotsAnswered extends Migration {
  override up(): void {
    this.addSql('drop function halo_slot_answered(bigint, interval)');
    this.addSql(`
      create function halo_slot_answered(slots bigint[], ago double precision[], rolling interval) returns void language plpgsql as $$
      begin
        perform set_config('synchronous_commit', 'off', true);
        update halo_slot set free_at = clock_timestamp() - ago[array_position(slots, id)] * interval '1 ms' + rolling
        where id = any(slots);
      end $$`);
    this.addSql('drop function halo_slot_take(text, integer, interval, interval)');
    this.addSql(`
      create function halo_slot_take(
        the_host text, most integer, longest interval, rolling interval,
        out slot bigint, out retry_at timestamptz, out wait_ms integer,
        answered bigint[] default '{}', ago double precision[] default '{}', lot integer default 1
      ) language plpgsql as $$
      declare
        instant timestamptz;
        taken integer;
      begin
        perform set_config('synchronous_commit', 'off', true);
        if cardinality(answered) > 0 then
          perform halo_slot_answered(answered, ago, rolling);
        end if;
        perform pg_advisory_xact_lock(hashtextextended('halo_slot ' || the_host, 0));
        instant := clock_timestamp();
        delete from halo_slot where id in (
          select id from halo_slot where free_at <= instant order by free_at limit 50 for update skip locked);
        select count(*) into taken from halo_slot where host = the_host and free_at > instant;
        select until into retry_at from halo_pause where host = the_host and until > instant;
        if taken >= most then
          retry_at := greatest(retry_at, (
            select least(free_at, instant + rolling) from halo_slot
            where host = the_host and free_at > instant order by free_at offset taken - most + lot - 1 limit 1));
        end if;
        if retry_at is null then
          insert into halo_slot (host, free_at) values (the_host, instant + longest + rolling) returning id into slot;
        else
          retry_at := date_trunc('milliseconds', retry_at) + interval '1 ms';
          wait_ms := ceil(extract(epoch from retry_at - instant) * 1000);
        end if;
      end $$`);
  }
}
