import { Migration } from '@mikro-orm/migrations';

/**
 * Below a host's limit each reseller has a share. Requests of a reseller whose credentials the host has not accepted have a small one, for
 * each and for all together, and a 429 to one of them pauses only that reseller's requests of this kind. Among accepted resellers of one
 * host, one that has more than its equal part leaves some slots for the others. With one reseller at a host all of this changes nothing.
 */
export class Migration0024HaloShares extends Migration {
  override up(): void {
    this.addSql(`
      alter table halo_slot
        add column reseller_id text collate "C" not null default '',
        add column accepted boolean not null default true`);
    // '*' is a pause for everybody; else the reseller whose requests that are not accepted have to wait.
    this.addSql(`alter table halo_pause add column unproven_by text collate "C" not null default '*'`);
    this.addSql('alter table halo_pause drop constraint halo_pause_pkey, add primary key (host, unproven_by)');

    this.addSql(
      'drop function halo_slot_take(text, integer, interval, interval, bigint[], double precision[], integer)',
    );
    this.addSql(`
      create function halo_slot_take(
        the_host text, most integer, longest interval, rolling interval,
        out slot bigint, out retry_at timestamptz, out wait_ms integer,
        answered bigint[] default '{}', ago double precision[] default '{}', lot integer default 1,
        reseller text default '', is_accepted boolean default true, left_for_others integer default 0,
        unproven_each integer default 0, unproven_all integer default 0
      ) language plpgsql as $$
      declare
        instant timestamptz;
        taken integer;
        mine integer;
        others integer;
        my_unproven integer;
        all_unproven integer;
      begin
        perform set_config('synchronous_commit', 'off', true);
        if cardinality(answered) > 0 then
          perform halo_slot_answered(answered, ago, rolling);
        end if;
        perform pg_advisory_xact_lock(hashtextextended('halo_slot ' || the_host, 0));
        instant := clock_timestamp();
        delete from halo_slot where id in (
          select id from halo_slot where free_at <= instant order by free_at limit 50 for update skip locked);
        select count(*), count(*) filter (where accepted and reseller_id = reseller),
            count(distinct reseller_id) filter (where accepted and reseller_id <> reseller),
            count(*) filter (where not accepted and reseller_id = reseller), count(*) filter (where not accepted)
          into taken, mine, others, my_unproven, all_unproven
          from halo_slot where host = the_host and free_at > instant;
        select max(until) into retry_at from halo_pause
          where host = the_host and until > instant and (unproven_by = '*' or (not is_accepted and unproven_by = reseller));
        if is_accepted and others > 0 and mine >= most / (others + 1) then
          most := greatest(lot, most - left_for_others);
        end if;
        if taken >= most then
          retry_at := greatest(retry_at, (
            select least(free_at, instant + rolling) from halo_slot
            where host = the_host and free_at > instant order by free_at offset taken - most + lot - 1 limit 1));
        end if;
        if not is_accepted and my_unproven >= unproven_each then
          retry_at := greatest(retry_at, (
            select least(free_at, instant + rolling) from halo_slot
            where host = the_host and free_at > instant and not accepted and reseller_id = reseller
            order by free_at offset my_unproven - unproven_each limit 1));
        end if;
        if not is_accepted and all_unproven >= unproven_all then
          retry_at := greatest(retry_at, (
            select least(free_at, instant + rolling) from halo_slot
            where host = the_host and free_at > instant and not accepted
            order by free_at offset all_unproven - unproven_all limit 1));
        end if;
        if retry_at is null then
          insert into halo_slot (host, free_at, reseller_id, accepted)
          values (the_host, instant + longest + rolling, reseller, is_accepted) returning id into slot;
        else
          retry_at := date_trunc('milliseconds', retry_at) + interval '1 ms';
          wait_ms := ceil(extract(epoch from retry_at - instant) * 1000);
        end if;
      end $$`);
  }
}
