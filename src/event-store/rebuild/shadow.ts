import type pg from 'pg';
import { EMPTIED, KEY, MOVED, REST, RIGHTS, TABLE, UNCARRIED } from './shape.js';

/** How long the swap waits for readers of a table. New readers queue behind it meanwhile. */
const LOCK_PATIENCE = '500ms';

/** The qualified names of a table in use and of its replacement. */
interface Table {
  readonly live: string;
  readonly made: string;
}

/**
 * New tables of the same shape as those in use, in a schema at the front of the transaction's search path: a write to `member` goes there.
 * No other transaction sees them before `swapIn` and the commit, and a rollback leaves nothing behind.
 */
export class Shadow {
  private hasKeys = false;

  private constructor(
    private readonly tx: pg.PoolClient,
    private readonly schema: string,
    private readonly tables: readonly Table[],
  ) {}

  /** @throws Error for a table that has something the new one would lack */
  static async begin(tx: pg.PoolClient, name: string, tables: readonly string[]): Promise<Shadow> {
    const schema = tx.escapeIdentifier(`rebuild_${name}`);
    const pairs: Table[] = [];
    for (const table of tables) pairs.push({ live: await liveName(tx, table), made: `${schema}.${table}` });
    const shadow = new Shadow(tx, schema, pairs);
    await tx.query(`create schema ${schema}`);
    for (const pair of pairs) await shadow.run(TABLE, pair);
    await tx.query(`select set_config('search_path', $1 || ', ' || current_setting('search_path'), true)`, [schema]);
    return shadow;
  }

  /** Primary keys serve to find rows. Until the first lookup they would only cost time. */
  async makeKeys(): Promise<void> {
    if (this.hasKeys) return;
    this.hasKeys = true;
    for (const table of this.tables) await this.run(KEY, table);
  }

  /** Builds what is faster to build over all rows than to maintain row by row. */
  async finish(): Promise<void> {
    await this.makeKeys();
    for (const table of this.tables) {
      if (await this.hasDead(table)) for (const what of [EMPTIED, TABLE, MOVED, KEY]) await this.run(what, table);
      await this.run(REST, table);
    }
  }

  /**
   * Replaces the old tables by the new ones. Others see it at the commit, which should follow at once.
   * @throws PostgreSQL's 55P03 if the old tables are being read; 2BP01 if other objects of the database depend on them
   */
  async swapIn(): Promise<void> {
    if (this.tables.length > 0) {
      await this.tx.query(`set local lock_timeout = '${LOCK_PATIENCE}'`);
      await this.tx.query(`lock table ${this.tables.map(({ live }) => live).join(', ')} in access exclusive mode`);
    }
    for (const { live, made } of this.tables) {
      const rights = await this.statements(RIGHTS, { live, made });
      await this.tx.query(`drop table ${live}`);
      await this.tx.query(`alter table ${made} set schema ${live.slice(0, live.lastIndexOf('.'))}`);
      for (const statement of rights) await this.tx.query(statement);
    }
    await this.tx.query(`drop schema ${this.schema}`);
  }

  /** Whether rows were updated or deleted. Their dead versions take up space, and VACUUM cannot run inside a transaction. */
  private async hasDead({ made }: Table): Promise<boolean> {
    const { rows } = await this.tx.query<{ dead: boolean }>(
      `select pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid) > 0 as dead from pg_class where oid = $1::regclass`,
      [made],
    );
    return rows[0]?.dead === true;
  }

  private async run(what: string, table: Table): Promise<void> {
    for (const statement of await this.statements(what, table)) await this.tx.query(statement);
  }

  private async statements(what: string, { live, made }: Table): Promise<string[]> {
    const { rows } = await this.tx.query<{ statement: string }>(what, [live, made]);
    return rows.map(({ statement }) => statement);
  }
}

async function liveName(tx: pg.PoolClient, table: string): Promise<string> {
  const { rows } = await tx.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where c.oid = $1::regclass`,
    [table],
  );
  const name = rows[0]?.name ?? table;
  const uncarried = await tx.query<{ what: string }>(UNCARRIED, [name]);
  const [found] = uncarried.rows;
  if (found) throw new Error(`${name} has ${found.what}, which it would lose: take it off before the rebuild.`);
  return name;
}
