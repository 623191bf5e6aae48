import type pg from 'pg';
import { PAGES, withHistories } from './pages.js';
import type { Bench } from './support.js';

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

const OF_THE_PAGES = /\b(roster_person|history|history_word|import_summary)\b/;

/** PostgreSQL's plans for the queries of each page, exactly as the portal sends them, in Markdown. */
export async function queryPlans(bench: Bench, people: number): Promise<string> {
  return withHistories(bench, [people], async ({ histories: [history], pool, get }) => {
    let text = '';
    for (const { what, path } of history ? PAGES : []) {
      if (!history) break;
      const statements = await watched(pool, () => get(history.resellerId, path(history)));
      text += `\n### ${what[0]?.toUpperCase()}${what.slice(1)}\n`;
      for (const statement of statements) text += `\n\`\`\`\n${await planOf(pool, statement)}\n\`\`\`\n`;
    }
    return text;
  });
}

/** The statements about people that `work` sends over the pool. */
async function watched(pool: pg.Pool, work: () => Promise<void>): Promise<Statement[]> {
  const seen: Statement[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  const spy = (...args: unknown[]) => {
    const [text, values] = args;
    if (typeof text === 'string' && OF_THE_PAGES.test(text)) seen.push({ text, values: values as unknown[] });
    return query(...args);
  };
  Object.assign(pool, { query: spy });
  await work().finally(() => Object.assign(pool, { query }));
  return seen;
}

async function planOf(pool: pg.Pool, { text, values }: Statement): Promise<string> {
  const explained = `explain (analyze, buffers, costs off, timing off) ${text}`;
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(explained, values);
  return rows
    .map((row) => row['QUERY PLAN'])
    .filter((line) => !/^Planning|^ +Buffers: .*dirtied|Planning:/.test(line))
    .join('\n');
}
