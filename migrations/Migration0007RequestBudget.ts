import { Migration } from '@mikro-orm/migrations';

/**
 * The requests that count against a HaloPSA host's limit, one row each (docs/adr/0009-halo-request-budget.md). All times are of the
 * database's clock, the only one that all processes share. Commits do not wait for the disk: a crash of PostgreSQL may lose the last half
 * second, and at worst HaloPSA then answers 429, which is handled.
 */
export class Migration0007RequestBudget extends Migration {
  override up(): void {
    // A slot is free again one window after its request was answered; without an answer, after the longest request and a window.
    this.addSql(`
      create table halo_slot (
        id bigint generated always as identity primary key,
        host text collate "C" not null,
        free_at timestamptz not null,
        reseller_id text collate "C" not null default '',
        accepted boolean not null default true -- whether the host has accepted this reseller's credentials
      )`);
    this.addSql('create index halo_slot_of_host on halo_slot (host, free_at)');
    this.addSql('create index halo_slot_by_age on halo_slot (free_at)');
    // After a 429, the host gets no requests for a while.
    this.addSql(`
      create table halo_pause (
        host text collate "C",
        until timestamptz not null,
        unproven_by text collate "C" not null default '*', -- '*': all wait; else the reseller whose requests not yet accepted wait
        primary key (host, unproven_by)
      )`);
    this.addSql(slotAnswered);
    this.addSql(slotTake);
  }
}

/** Records which requests were answered, and how many milliseconds ago. */
const slotAnswered = `
      create function halo_slot_answered(slots bigint[], ago double precision[], rolling interval) returns void language plpgsql as $$
      begin
        perform set_config('synchronous_commit', 'off', true);
        update halo_slot set free_at = clock_timestamp() - ago[array_position(slots, id)] * interval '1 ms' + rolling
        where id = any(slots);
      end $$`;

/**
 * Takes a slot, or says when to try again. Called as a statement of its own, so that the lock is held only briefly and each query inside
 * sees what was committed last. The call also reports answers, so a request costs one call to the database instead of two. A caller that is
 * refused can wait until `lot` slots are free: retrying for each one is slower than the pace at which they were taken.
 *
 * Below a host's limit, each reseller has a share (docs/adr/0015-one-reseller-cannot-hold-up-another.md). Requests with credentials that
 * the host has not accepted have a small share, per reseller and for all together, and a 429 to one of them pauses only that reseller's
 * requests of this kind. If several accepted resellers use a host, one with more than an equal part leaves `left_for_others` slots free.
 * With only one reseller, none of this changes anything.
 */
const slotTake = `
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
      end $$`;
