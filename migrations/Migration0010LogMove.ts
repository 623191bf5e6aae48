import { Migration } from '@mikro-orm/migrations';

/** Adds the events of EventStoreDB to the log that was left in this database, when it is moved back. */
export class Migration0010LogMove extends Migration {
  override up(): void {
    this.addSql(addMoved);
    // Only the owner of the tables moves a log: this function sets times, and a portal may not.
    this.addSql('revoke execute on function log.add_moved(bigint, jsonb) from public');
  }
}

/**
 * Adds events with the revisions and times that they have in the other log, behind the event at `last`. The caller has compared the events
 * up to there. The lock and the place are those of append_events: nothing else is appended while the log is being moved back.
 */
const addMoved = `
  create function log.add_moved(last bigint, batch jsonb) returns void language plpgsql volatile
  set lock_timeout = '10s' set enable_seqscan = off as $$
  begin
    perform pg_advisory_xact_lock(7220941553);
    if not exists (select from log.event_log where place = 'moving-back') then
      raise exception 'the log is not being moved back' using errcode = 'LOG02';
    end if;
    if last <> (select coalesce(max(e.position), 0) from log.event e) then
      raise exception 'the log does not end at position %', last using errcode = 'LOG03';
    end if;
    insert into log.event (position, stream, revision, id, type, data, metadata, recorded_at)
    select last + moved.n, moved.stream, moved.revision, moved.id, moved.type, coalesce(moved.data, 'null'), moved.metadata, moved."recordedAt"
    from rows from (jsonb_to_recordset(batch) as
      (stream text, revision integer, id uuid, type text, data jsonb, metadata jsonb, "recordedAt" timestamptz))
      with ordinality as moved (stream, revision, id, type, data, metadata, "recordedAt", n);
  end $$`;
