import { Migration } from '@mikro-orm/migrations';

/**
 * Which log belongs to this database. Without a row it is the table `log.event`. With one, the log is in EventStoreDB, or is being moved,
 * and `append_events` refuses: a portal that has not heard of it would continue a log that is no longer read.
 */
export class Migration0009LogPlace extends Migration {
  override up(): void {
    this.addSql(`
      create table log.event_log (
        is_only boolean primary key default true constraint event_log_is_only check (is_only),
        id uuid not null default gen_random_uuid(), -- names the portal's streams in EventStoreDB
        place text not null constraint event_log_place check (place in ('beginning', 'eventstoredb', 'moving', 'moving-back'))
      )`);
    this.addSql('alter function log.append_events(text, integer, jsonb) rename to append_to_table');
    this.addSql(appendEvents);
  }
}

/**
 * The fence. The lock is taken before the look, so that an append is either finished before the log is closed, or refused.
 */
const appendEvents = `
  create function log.append_events(wanted_stream text, expected integer, batch jsonb)
  returns table (revision integer, "position" bigint) language plpgsql volatile
  set lock_timeout = '10s' as $$
  begin
    perform pg_advisory_xact_lock(7220941553);
    if exists (select from log.event_log) then
      raise exception 'the log of this database is closed' using errcode = 'LOG01';
    end if;
    return query select appended.revision, appended."position" from log.append_to_table(wanted_stream, expected, batch) as appended;
  end $$`;
