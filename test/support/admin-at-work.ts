import type { ClientSpec } from '../../sandbox/index.js';
import { EventStore, ProjectionRunner } from '../../src/event-store/index.js';
import { connect, groupNamed, importEnded, loadRoster, type Agent, type WholePortal } from './portal.js';
import { PATIENCE_MS } from './patience.js';

type Rows = Exclude<ClientSpec['people'], number>;

/** A client of named people: `['Ada', 'ada@x.example']`, without an address, or with more that HaloPSA says of them. */
export function clientOf(name: string, ...people: readonly [string, string?, Partial<Rows[number]>?][]): ClientSpec {
  const rows = people.map(([person, emailaddress, more]) => ({
    name: person,
    ...(emailaddress === undefined ? {} : { emailaddress }),
    ...more,
  }));
  return { name, people: rows };
}

export interface ShownRow {
  readonly haloId: string | undefined;
  /** the words beside the red X; undefined where there is a checkbox */
  readonly blocked: string | undefined;
  readonly ticked: boolean;
  /** the whole text of the row */
  readonly text: string;
  readonly html: string;
}

/** The rows of a page of people, as text. */
export function rowsOf(html: string): ShownRow[] {
  const body = /<tbody[^>]*>([\s\S]*)<\/tbody>/.exec(html)?.[1] ?? '';
  return [...body.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => ({
    haloId: /id="tick-(\d+)"/.exec(row)?.[1],
    blocked: /class="red-x">.*?<span>([^<]*)<\/span>/s.exec(withoutNameTags(row))?.[1],
    ticked: /<input[^>]*\bchecked\b/.test(row),
    text: textOf(row),
    html: row,
  }));
}

const withoutNameTags = (html: string) => html.replace(/<\/?(?:bdi|wbr)[^<>]*>/g, '');

export function textOf(html: string): string {
  return withoutNameTags(html)
    .replace(/<[^<>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "3 of 57 ticked" → 3 */
export function tickedIn(html: string): number {
  return Number(/id="tick-count"[^>]*><b>([\d,]+)<\/b>/.exec(html)?.[1]?.replace(',', ''));
}

/** The sum of a page: `{ listed: 9, imported: 2, … }`. */
export function sumOf(html: string): Record<string, number> {
  const parts = html.matchAll(
    /class="sum-part ([a-z-]+)(?: [^"]*)?">(?:<svg[\s\S]*?<\/svg>)?\s*(?:<a [^>]*>)?<b>([\d,]+)<\/b>/g,
  );
  return Object.fromEntries([...parts].map(([, part, value]) => [part, Number(value?.replaceAll(',', ''))]));
}

/** The addresses of those who have an account in a Team, when the lists have caught up with the log: each does so at its own pace. */
export async function membersOf(portal: WholePortal, teamId: string): Promise<string[]> {
  const head = await portal.app.get(EventStore, { strict: false }).head();
  expect(await portal.app.get(ProjectionRunner, { strict: false }).waitFor(head, PATIENCE_MS)).toBe(true);
  const { rows } = await portal.db.pool.query<{ email: string }>(
    'select email from member where team_id = $1 order by email',
    [teamId],
  );
  return rows.map(({ email }) => email);
}

export async function countOf(portal: WholePortal, sql: string, ...values: unknown[]): Promise<number> {
  const { rows } = await portal.db.pool.query<{ n: number }>(`select count(*)::int as n ${sql}`, values);
  return rows[0]?.n ?? -1;
}

export class AdminAtWork {
  constructor(
    readonly portal: WholePortal,
    readonly agent: Agent,
  ) {}

  async load(group: string, teamId = this.portal.team): Promise<string> {
    const page = await this.agent.get(`/teams/${teamId}/psa-import`).expect(200);
    const find = page.text.includes('name="clientSecret"')
      ? connect(this.portal, this.agent, teamId, group)
      : undefined;
    return loadRoster(this.agent, teamId, await (find ?? groupNamed(this.agent, teamId, group)));
  }

  post(path: string, fields: object | string = {}) {
    return this.agent.post(path).type('form').send(fields);
  }

  page(rosterId: string, query: Record<string, string> = {}) {
    return this.agent.get(`/rosters/${rosterId}`).query(query);
  }

  async confirm(rosterId: string): Promise<{ text: string; tickVersion: string }> {
    const { text } = await this.agent.get(`/rosters/${rosterId}/confirm`).expect(200);
    return { text, tickVersion: /name="tickVersion" value="(\d+)"/.exec(text)?.[1] ?? '' };
  }

  /** Ticks and imports all people, and waits for the end. @returns the import's page */
  async importAll(rosterId: string): Promise<string> {
    await this.post(`/rosters/${rosterId}`, { action: 'select-all' }).expect(303);
    const { tickVersion } = await this.confirm(rosterId);
    await this.post(`/rosters/${rosterId}/import`, { tickVersion }).expect(303);
    await importEnded(this.portal, rosterId);
    return (await this.agent.get(`/imports/${rosterId}`).expect(200)).text;
  }
}
