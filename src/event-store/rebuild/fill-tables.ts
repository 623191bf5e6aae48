import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { fillBy } from '../../database/index.js';

/**
 * Has `work` fill tables that were made in this transaction, on a connection of the same kind: rows are written as PostgreSQL otherwise
 * leaves them only after a VACUUM (COPY … FREEZE), in one COPY for as long as they go to one table, and while some are on their way the
 * next ones are made. Whatever else is asked of the connection waits for them, and hears of it where they fail.
 *
 * @param beforeOther done before anything else than adding rows is asked for the first time
 * @param work it is handed a way, too, to have `tx` itself free for a question that has nothing to do with these tables
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
    // Whole, so that this process, busy with the next ones, is not asked for part after part.
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
    // The connection takes nothing else while rows are copied, not even that all of it is taken back.
    await endCopy().catch(() => undefined);
    throw error;
  }
  await endCopy();
}

/** One COPY, however many batches of rows it takes: to begin and to end one for each cost more than the rows of a batch. */
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

  /** Waits for what was added before. @throws why that failed */
  async add(text: Buffer): Promise<void> {
    await this.onTheWay;
    if (this.stream.write(text)) return;
    this.onTheWay = Promise.race([once(this.stream, 'drain'), this.ended]);
    // Whoever adds the next, or ends it, hears of it.
    this.onTheWay.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.stream.end();
    await this.ended;
  }
}
