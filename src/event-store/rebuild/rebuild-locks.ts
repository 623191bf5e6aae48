import type pg from 'pg';
import type { Projection } from '../projections/projection.js';

/** One holder at a time per projection, until the transaction ends. */
export async function lockRebuild(tx: pg.PoolClient, name: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`rebuild ${name}`]);
}

/**
 * The locks of one rebuild, taken one after the other, by name, before anything is read. In any other order, two rebuilds can each hold a
 * lock that the other one waits for. PostgreSQL would not notice that deadlock, because a projection that has its lock waits inside this
 * process, for the slowest one.
 */
export class RebuildLocks {
  private readonly turns: readonly { readonly projection: Projection; readonly over: PromiseWithResolvers<void> }[];

  constructor(projections: readonly Projection[]) {
    this.turns = projections
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((projection) => ({ projection, over: Promise.withResolvers<void>() }));
  }

  /** Resolves when the projections before this one have their locks. Wait for it before the transaction, which would idle meanwhile. */
  async turnOf(projection: Projection): Promise<void> {
    await Promise.all(this.turns.slice(0, this.placeOf(projection)).map(({ over }) => over.promise));
  }

  /** Resolves when all projections have their locks. */
  async take(tx: pg.PoolClient, projection: Projection): Promise<void> {
    await lockRebuild(tx, projection.name);
    this.pass(projection);
    await Promise.all(this.turns.map(({ over }) => over.promise));
  }

  /** Lets the next one go on, also after a failure. */
  pass(projection: Projection): void {
    this.turns[this.placeOf(projection)]?.over.resolve();
  }

  private placeOf(projection: Projection): number {
    return this.turns.findIndex((turn) => turn.projection === projection);
  }
}
