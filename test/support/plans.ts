import type pg from 'pg';

/** A node of a plan as EXPLAIN (ANALYZE, FORMAT JSON) prints it. Rows are averages over the loops. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

export interface Planned {
  readonly text: string;
  /** rows that all nodes together handled, whether they passed on or not */
  readonly rows: number;
  /** blocks of tables and indexes that were looked at: also counts index entries that a scan walks over */
  readonly blocks: number;
  /** the plan as a person reads it */
  readonly plan: string;
}

const EXPLAINED = /^\s*(?:select|with|insert|update|delete)\b/i;

/**
 * A pool that runs each statement twice: first under EXPLAIN ANALYZE, whose effect is taken back, then for real. What the planner chose for
 * the statements of the portal is added to `seen`.
 */
export function explaining(pool: pg.Pool, seen: Planned[]): pg.Pool {
  const connect = async () => explainingClient(await pool.connect(), seen);
  const query = async (...args: unknown[]) => {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('begin');
      const explained = explainingClient(client, seen) as { query: (...given: unknown[]) => Promise<unknown> };
      const result = await explained.query(...args);
      await client.query('commit');
      broken = false;
      return result;
    } finally {
      client.release(broken);
    }
  };
  return instead(pool, { connect, query });
}

function explainingClient(client: pg.PoolClient, seen: Planned[]): pg.PoolClient {
  const send = (...args: unknown[]) => (client.query as (...args: unknown[]) => unknown).apply(client, args);
  const query = (given: string | Partial<pg.QueryConfig>, values?: unknown[]) => {
    const { text, values: own } = typeof given === 'string' ? { text: given } : given;
    // A COPY is a stream, and handed on as one.
    if (typeof text !== 'string' || !EXPLAINED.test(text)) return send(given, values);
    return planOf(client, text, own ?? values).then((plan) => {
      seen.push(plan);
      return send(given, values);
    });
  };
  return instead(client, { query });
}

async function planOf(client: pg.PoolClient, text: string, values: unknown[] | undefined): Promise<Planned> {
  const explain = `explain (analyze, buffers, timing off, format json) ${text}`;
  await client.query('savepoint explained');
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explain, values);
  await client.query('rollback to savepoint explained');
  const root = rows[0]?.['QUERY PLAN'][0].Plan;
  if (!root) throw new Error(`No plan of ${text}`);
  const blocks = root['Shared Hit Blocks'] + root['Shared Read Blocks'];
  return { text: text.replace(/\s+/g, ' ').trim(), rows: rowsOf(root), blocks, plan: lines(root).join('\n') };
}

function rowsOf(node: PlanNode): number {
  const removed = ['Filter', 'Join Filter', 'Index Recheck'] as const;
  const each = removed.reduce((sum, why) => sum + (node[`Rows Removed by ${why}`] ?? 0), node['Actual Rows']);
  return (node.Plans ?? []).reduce((sum, plan) => sum + rowsOf(plan), each * node['Actual Loops']);
}

function lines(node: PlanNode, depth = 0): string[] {
  const named = node as unknown as Record<string, string | undefined>;
  const what = [node['Node Type'], named['Index Name'], named['Relation Name']].filter(Boolean).join(' ');
  const line = `${'  '.repeat(depth)}${what} (rows=${node['Actual Rows']} loops=${node['Actual Loops']})`;
  return [line, ...(node.Plans ?? []).flatMap((plan) => lines(plan, depth + 1))];
}

function instead<T extends object>(target: T, own: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(target, {
    get: (from, name) => {
      if (name in own) return own[name as keyof T];
      const value: unknown = Reflect.get(from, name);
      return typeof value === 'function' ? (value.bind(from) as unknown) : value;
    },
  });
}

/** No statement touched more rows or blocks than this. The worst one is shown with its plan. */
export function expectTouched(seen: readonly Planned[], most: number): void {
  const touched = ({ rows, blocks }: Planned) => Math.max(rows, blocks);
  const [worst] = seen.toSorted((a, b) => touched(b) - touched(a));
  if (!worst) throw new Error('No statement was seen.');
  if (touched(worst) <= most) return;
  throw new Error(`${worst.rows} rows and ${worst.blocks} blocks, at most ${most}:\n${worst.text}\n${worst.plan}`);
}
