import { Injectable } from '@nestjs/common';
import pg from 'pg';

/** Exports of a reseller at the same time, over all processes. */
const SLOTS = 2;
/** A slot is free again after so many seconds without a sign of life: its process has died. */
const LIFE_SECONDS = 60;
const SIGN_OF_LIFE_MS = 10_000;

export interface Slot {
  /** aborted when the slot has passed to another export, because this process could not reach the database for too long */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Limits the exports that run at once. All times are of the database's clock. */
@Injectable()
export class ExportSlots {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns undefined if all slots of the reseller are taken */
  async take(resellerId: string, exportId: string): Promise<Slot | undefined> {
    for (let slot = 1; slot <= SLOTS; slot++) {
      const { rowCount } = await this.pool.query(
        `insert into export_slot (reseller_id, slot, export_id, free_at)
         values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
         on conflict (reseller_id, slot) do update set export_id = excluded.export_id, free_at = excluded.free_at
         where export_slot.free_at <= clock_timestamp()`,
        [resellerId, slot, exportId, LIFE_SECONDS],
      );
      if (rowCount === 1) return this.kept(exportId);
    }
    return undefined;
  }

  private kept(exportId: string): Slot {
    const lost = new AbortController();
    const keep = async () => {
      const { rowCount } = await this.pool.query(
        'update export_slot set free_at = clock_timestamp() + make_interval(secs => $2) where export_id = $1',
        [exportId, LIFE_SECONDS],
      );
      if (rowCount === 0) lost.abort(new Error('The slot of this export has passed to another one.'));
    };
    // An error is followed by another try, as long as no other process took the slot.
    const timer = setInterval(() => void keep().catch(() => undefined), SIGN_OF_LIFE_MS).unref();
    return {
      lost: lost.signal,
      release: async () => {
        clearInterval(timer);
        await this.pool.query('delete from export_slot where export_id = $1', [exportId]);
      },
    };
  }
}
