import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { fillBy } from '../../database/index.js';

/**
 * Lets `work` fill tables that were created in this transaction, through a wrapped connection. Rows go into one COPY as long as they belong
 * to one table, and are written frozen (COPY … FREEZE), so no VACUUM has to visit them. `work` makes the next rows while some are being
 * sent. Any other query waits for the COPY to end, and fails if the COPY failed.
 *
 * @param beforeOther runs once, before the first query that does not add rows
 * @param work also gets a function that ends the current COPY, so that `tx` itself can be used for a query about other tables
 */
export async function fillingTables(
  tx: pg.PoolClient,
  beforeOther: () => Promise<void>,
  work: (tx: pg.PoolClient, free: () => Promise<void>) => Promise<void>,
): Promise<void> {
  let copy: Copy | undefined;
  let ready: Promise<void> | undefined;
  const endCopy = async () => {
    const last = copy;
    copy = undefined;
    await last?.end();
  };
  const query = async (...args: [string]) => {
    await endCopy();
    await (ready ??= beforeOther());
    return tx.query(...args);
  };
  const behind = new Proxy(tx, { get: (from, name) => (name === 'query' ? query : Reflect.get(from, name)) });
  fillBy(behind, async (target, parts) => {
    // As one buffer: part by part, each write would wait until this process has time for it.
    const text = Buffer.concat([...parts]);
    if (copy?.target !== target) {
      await endCopy();
      copy = new Copy(tx, target);
    }
    await copy.add(text);
  });
  try {
    await work(behind, endCopy);
  } catch (error) {
    // The connection accepts no other statement during a COPY, not even a rollback.
    await endCopy().catch(() => undefined);
    throw error;
  }
  await endCopy();
}

/** One COPY for many batches of rows: starting and ending one per batch cost more than its rows. */
class Copy {
  private readonly ended: Promise<void>;
  private readonly stream;
  private onTheWay: Promise<unknown> = Promise.resolve();

  constructor(
    tx: pg.PoolClient,
    readonly target: string,
  ) {
    this.stream = tx.query(copyFrom(`copy ${target} from stdin with (freeze)`));
    this.ended = finished(this.stream);
    this.ended.catch(() => undefined);
  }

  /** Waits for the rows added before. @throws if they failed */
  async add(text: Buffer): Promise<void> {
    await this.onTheWay;
    if (this.stream.write(text)) return;
    this.onTheWay = Promise.race([once(this.stream, 'drain'), this.ended]);
    // The rejection surfaces in the next add() or end().
    this.onTheWay.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.stream.end();
    await this.ended;
  }
}
