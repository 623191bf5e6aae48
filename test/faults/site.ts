import type { ConnectionFault } from '../../src/facts/index.js';
import type { HaloTimeouts } from '../../src/modules/halo-connector/index.js';
import { haloFault, type HaloFaultWords } from '../../src/views/words/halo-faults.js';
import { browserOf } from '../access/portal.js';
import { textOf } from '../support/admin-at-work.js';
import { loggedIn } from '../support/logs.js';
import { connect, startWholePortal, type Agent, type WholePortal } from '../support/portal.js';
import { rulesOf, type Case } from './cases.js';
import { PATIENCE_MS } from '../support/patience.js';

export const PEOPLE = 25;
export const GROUPS = 25;
/** Three pages of groups, three of people. */
export const PAGE = 10;
const GROUP = 'Three Pages';

/** The portal with an admin who has stored credentials and loaded groups, one of another reseller who has neither, and a HaloPSA. */
export interface FaultSite {
  readonly portal: WholePortal;
  readonly admin: Agent;
  readonly newcomer: Agent;
  readonly newcomersTeam: string;
  /** value of the group that is loaded */
  readonly group: string;
  /** starts the fault, as if HaloPSA had had no requests for a long time */
  readonly begin: (of: Case) => Promise<void>;
  /** it is over, and so is every wait that HaloPSA asked for */
  readonly end: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startFaultSite(timeouts?: Partial<HaloTimeouts>): Promise<FaultSite> {
  const others = Array.from({ length: GROUPS - 2 }, (_, i) => ({ name: `Client ${i}`, people: 0 }));
  const clients = [
    { name: GROUP, people: PEOPLE, dirt: 'none' as const },
    { name: 'Others', people: 30, dirt: 'none' as const },
    ...others,
  ];
  const portal = await startWholePortal({ pageCap: PAGE, clients, distributionLists: 'off' }, timeouts);
  const { people, sandbox, db } = portal;
  const [admin, newcomer] = [await browserOf(portal, people.admin), await browserOf(portal, people.otherAdmin)];
  const newcomersTeam = await portal.newTeam('Newcomers', undefined, people.otherAdmin.resellerId);
  const group = await connect(portal, admin, portal.team, GROUP);
  const fresh = () =>
    db.pool.query('with p as (delete from halo_pause), r as (delete from rate_count) delete from halo_slot');
  const begin = async (of: Case) => {
    await fresh();
    sandbox.faults.clear();
    for (const rule of rulesOf(of)) sandbox.faults.set(rule);
  };
  const end = async () => {
    sandbox.faults.clear();
    await sandbox.accept();
    await fresh();
  };
  const close = async () => {
    await portal.close();
    expect(portal.log.filter((line) => line.includes(sandbox.clientSecret))).toEqual([]);
  };
  return { portal, admin, newcomer, newcomersTeam, group, begin, end, close };
}

/**
 * The words for a fault. A wait that HaloPSA asked for is as long as the row says, else five minutes, and the page says until when.
 */
export async function wordsOf({ portal }: FaultSite, code: ConnectionFault, { row }: Case): Promise<HaloFaultWords> {
  if (code !== 'rate-limited') return haloFault(code);
  const { rows } = await portal.db.pool.query<{ until: Date }>('select until from halo_pause');
  const until = rows[0]?.until ?? new Date(Number.NaN);
  const asked = 'retryAfter' in row.rule ? Number(row.rule.retryAfter) : 300;
  expect(Math.abs(until.getTime() - Date.now() - asked * 1_000)).toBeLessThan(PATIENCE_MS);
  return haloFault(code, until);
}

/** What the warning says that fewer came than were announced, if there is one. */
export function announcedIn(html: string, word: 'groups' | 'people'): { announced?: number; sent?: number } {
  const [, announced, sent] =
    new RegExp(`HaloPSA announced (\\d+) ${word}, but sent (\\d+)\\.`).exec(textOf(html)) ?? [];
  return announced === undefined ? {} : { announced: Number(announced), sent: Number(sent) };
}

/** What the page says beside what came, where the cell wants something said. */
export function expectSaid(html: string, cell: Case['cell']): void {
  if ('says' in cell) expect(textOf(html)).toContain(cell.says);
  if ('whole' in cell) expect(html).not.toMatch(/changed in HaloPSA while|could not be read/);
}

/** How many are there to choose from, and what the warning is to say, of so many. */
export function expectedOf(cell: Case['cell'], counted: string, all: number): Record<string, number> {
  if ('says' in cell) return { [counted]: all - (cell.missing ?? 0) };
  if (!('warns' in cell)) return { [counted]: all };
  const { announcedMore, missing } = cell.warns;
  return { [counted]: all - missing, announced: all + announcedMore, sent: all - missing };
}

/** What the log of a reseller's connection says last. */
export async function lastLogged({ portal }: FaultSite, resellerId: string): Promise<Record<string, unknown>> {
  const last = (await loggedIn(portal.db.pool, { stream: `halo-connection-${resellerId}` })).at(-1);
  return { type: last?.type, ...(last?.data as object | undefined) };
}
