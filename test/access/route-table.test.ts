import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { ProjectionRunner } from '../../src/event-store/index.js';
import { AddUser } from '../../src/modules/teams/index.js';
import {
  connect,
  groupNamed,
  importEnded,
  loadRoster,
  startWholePortal,
  type Agent,
  type WholePortal,
} from '../support/portal.js';
import { addPerson, browserOf, cookieOf, type Person } from './portal.js';
import { knock, testForms, testRoutes, type Filled, type Knocking, type RouteTable, type Who } from './route-table.js';
import { PATIENCE_MS } from '../support/patience.js';

type Row = RouteTable[string];
type Statuses = Readonly<Record<Exclude<Who, 'nobody'>, number>>;

/** Without a session no page is shown and nothing is changed; a form that was sent too late gets a message. */
const page = (statuses: Statuses): Row => ({ nobody: 303, ...statuses });
const form = (statuses: Statuses): Row => ({ nobody: 401, ...statuses });
const same = (status: number): Row => ({ nobody: status, ...everybody(status) });
const everybody = (status: number): Statuses => ({
  admin: status,
  auditor: status,
  clientAdmin: status,
  otherAdmin: status,
});

/** Routes without an id: shared things, or those of the visitor's own reseller. Another reseller has them too. */
const admins = (status: number): Statuses => ({ admin: status, auditor: 403, clientAdmin: 403, otherAdmin: status });
const adminsAndAuditor = (status: number): Statuses => ({ ...everybody(status), clientAdmin: 403 });
/** Of things with an id: to another reseller they do not exist. */
const admin = (status: number): Statuses => ({ admin: status, auditor: 403, clientAdmin: 403, otherAdmin: 404 });
const adminAndAuditor = (status: number): Statuses => ({ ...admin(status), auditor: status });
const adminAndClient = (status: number): Statuses => ({ ...admin(status), clientAdmin: status });
const ownPeople = (status: number): Statuses => ({ ...everybody(status), otherAdmin: 404 });

/** docs/architecture.md, "Roles". Ids are of the first reseller and of the client admin's Team. */
const table: RouteTable = {
  'GET /': same(303),
  'GET /sign-in': { ...same(303), nobody: 200 },
  'POST /sign-in': same(422),
  'POST /sign-out': same(303),
  'GET /settings': page(everybody(200)),
  'POST /settings': form(everybody(303)),
  'GET /health': same(200),

  // A client admin has one Team, and no list.
  'GET /teams': page({ ...everybody(200), clientAdmin: 303 }),
  'GET /teams/new': page(admins(200)),
  'POST /teams': form(admins(303)),
  'GET /teams/:id': page(ownPeople(200)),
  'GET /teams/:id/history': page(adminAndAuditor(200)),
  'GET /teams/:id/as-of': page(adminAndAuditor(200)),
  'GET /teams/:id/edit': page(admin(200)),
  'POST /teams/:id': form(admin(303)),
  'GET /teams/:id/archive': page(admin(200)),
  'POST /teams/:id/archive': form(admin(303)),
  'GET /teams/:id/reopen': page(admin(303)),
  'POST /teams/:id/reopen': form(admin(303)),
  'GET /teams/:id/members/new': page(adminAndClient(200)),
  'POST /teams/:id/members': form(adminAndClient(303)),
  'GET /teams/:id/members/:accountId/remove': page(adminAndClient(200)),
  'POST /teams/:id/members/:accountId/remove': form(adminAndClient(303)),
  'GET /teams/:id/members/remove': page(admin(200)),
  'POST /teams/:id/members/remove': form(admin(409)),
  'GET /teams/:id/members/:accountId/name': page(adminAndClient(200)),
  'POST /teams/:id/members/:accountId/name': form(adminAndClient(303)),
  'GET /teams/:id/members/:accountId/move': page(admin(200)),
  'POST /teams/:id/members/:accountId/move': form(admin(303)),

  'GET /halopsa': page(adminsAndAuditor(200)),
  // The other reseller has no credentials to remove.
  'GET /halopsa/remove': page({ ...admins(200), otherAdmin: 303 }),
  'POST /halopsa/remove': form(admins(303)),
  'GET /halopsa/credentials': page(admins(200)),
  'POST /halopsa/credentials': form({ ...admins(303), otherAdmin: 422 }),
  'POST /halopsa/test': form(admins(303)),
  // The other reseller has tested nothing.
  'GET /halopsa/test': page({ ...adminsAndAuditor(200), otherAdmin: 303 }),
  'GET /teams/:id/psa-import': page(admin(200)),
  'GET /teams/:id/psa-import/credentials': page(admin(200)),
  'POST /teams/:id/psa-import/credentials': form(admin(303)),
  'POST /teams/:id/psa-import/groups': form(admin(303)),
  'GET /teams/:id/psa-import/sites': page(admin(200)),
  'POST /teams/:id/psa-import/sites': form(admin(303)),
  'POST /teams/:id/psa-import/rosters': form(admin(303)),

  'GET /rosters/:id': page(admin(200)),
  'POST /rosters/:id': form(admin(303)),
  'POST /rosters/:id/stop': form(admin(303)),
  'POST /rosters/:id/reload': form(admin(303)),
  'GET /rosters/:id/gone': page(admin(303)),
  'POST /rosters/:id/retry': form(admin(303)),
  'POST /rosters/:id/discard': form(admin(303)),
  'POST /rosters/:id/ticks': form(admin(200)),
  'POST /rosters/:id/ticks/:haloId': form(admin(200)),
  'GET /rosters/:id/confirm': page(admin(200)),
  'POST /rosters/:id/import': form(admin(303)),
  'POST /imports/:id/cancel': form(admin(303)),
  'GET /imports/:id/undo': page(admin(200)),
  'POST /imports/:id/undo': form(admin(409)),
  'GET /removals/:id': page(adminAndAuditor(200)),
  'POST /removals/:id/cancel': form(admin(303)),
  'GET /runs': page(adminsAndAuditor(200)),
  // The other reseller has no credentials, and so no groups.
  'GET /runs/new': page({ ...admins(200), otherAdmin: 303 }),
  'GET /runs/new/pairs': page({ ...admins(200), otherAdmin: 303 }),
  'POST /runs/groups': form(admins(303)),
  'POST /runs': form({ ...admins(422), otherAdmin: 303 }),
  'GET /runs/:id': page(adminAndAuditor(200)),
  'POST /runs/:id/confirm': form(admin(303)),
  'POST /runs/:id/cancel': form(admin(303)),
  'POST /runs/:id/lists/:listId/confirm': form(admin(303)),
  'POST /runs/:id/lists/:listId/skip': form(admin(303)),
  'GET /imports': page(adminsAndAuditor(200)),
  'GET /imports/:id': page(adminAndAuditor(200)),
  'GET /imports/:id/print': page(adminAndAuditor(200)),
  'POST /imports/:id/export': form(adminAndAuditor(200)),
  'POST /imports/export': form(adminsAndAuditor(200)),
  'POST /people/export': form(adminsAndAuditor(200)),
  'POST /halopsa/export': form(adminsAndAuditor(200)),
  'POST /teams/:id/export': form(ownPeople(200)),
  'GET /exports': page(adminsAndAuditor(200)),
  'GET /imports/:id/left-out': page(adminAndAuditor(200)),
  'GET /people': page(adminsAndAuditor(200)),
  'GET /people/:accountId': page(adminAndAuditor(200)),
};

const GROUP = 'Three Wise Consultants';
const EMPTY_GROUP = 'Narwhal Tusk Polishing';

let portal: WholePortal;
let agent: Agent;
let group: string;
let importId: string;
let stranger: Person | undefined;

beforeAll(async () => {
  const clients = [
    { name: GROUP, people: 3, dirt: 'none' },
    { name: EMPTY_GROUP, people: 5, dirt: 'none' },
  ] as const;
  portal = await startWholePortal({ clients });
  agent = await browserOf(portal, portal.people.admin);
  group = await connect(portal, agent, portal.team, GROUP);
  importId = await loadRoster(agent, portal.team, await groupNamed(agent, portal.team, EMPTY_GROUP));
  await send(`/rosters/${importId}`, { action: 'select-all' });
  await send(`/rosters/${importId}/import`, { tickVersion: '1' });
  await importEnded(portal, importId);
});
afterAll(() => portal.close());

const knocking = (): Knocking => ({
  app: portal.app,
  origin: portal.config.origin,
  cookieOf: async (who) => (who === 'nobody' ? undefined : cookieOf(portal, portal.people[who])),
  fill,
});
testRoutes(table, knocking);
testForms(table, knocking);

const withId = Object.entries(table).filter(([route]) => route.includes(':id'));
test.each(withId)('%s by the client admin of another Team', async (route, { clientAdmin }) => {
  const stranger = await strangerCookie();
  const { status } = await knock({ ...knocking(), cookieOf: async () => stranger }, route, 'clientAdmin');
  expect(status).toBe(clientAdmin === 403 ? 403 : 404);
});

/** Things that a request uses up are created again; the others are left as they are. */
async function fill(route: string, who: Who): Promise<Filled> {
  const team = { id: portal.team };
  const changes = who === 'admin';
  switch (route) {
    case 'POST /settings':
      return { form: { timeZone: 'Europe/Berlin' } };
    case 'POST /teams':
      return { form: { id: randomUUID(), name: `Team ${randomUUID()}`, then: 'save' } };
    case 'POST /teams/:id':
      return { params: team, form: { name: 'The client’s Team', then: 'save' } };
    case 'POST /teams/:id/archive':
      return { params: { id: changes ? await portal.newTeam() : portal.team } };
    case 'POST /teams/:id/members':
      return { params: team, form: { id: randomUUID(), name: 'Ada', email: `${randomUUID()}@people.example` } };
    case 'POST /teams/:id/members/:accountId/name':
      return { params: { ...team, accountId: await member() }, form: { name: 'Grace Hopper' } };
    case 'POST /teams/:id/members/:accountId/move':
      return {
        params: { ...team, accountId: await member() },
        form: { to: changes ? await portal.newTeam() : team.id },
      };
    case 'GET /people/:accountId':
    case 'GET /teams/:id/members/:accountId/name':
    case 'GET /teams/:id/members/:accountId/move':
    case 'GET /teams/:id/members/:accountId/remove':
    case 'POST /teams/:id/members/:accountId/remove':
      return { params: { ...team, accountId: await member() } };
    case 'GET /halopsa/remove':
    case 'GET /teams/:id/psa-import':
    case 'POST /teams/:id/psa-import/groups':
      await connected();
      return { params: team };
    case 'POST /halopsa/credentials':
      return { form: who === 'otherAdmin' ? {} : credentials() };
    case 'GET /halopsa/test':
    case 'POST /halopsa/test':
      await connected();
      if (route.startsWith('GET')) await send('/halopsa/test', {});
      return {};
    case 'POST /teams/:id/psa-import/credentials':
      return { params: team, form: credentials() };
    case 'GET /teams/:id/psa-import/sites':
      await connected();
      return { params: team, query: { group } };
    case 'POST /teams/:id/psa-import/sites':
      await connected();
      return { params: team, form: { group } };
    case 'POST /teams/:id/psa-import/rosters':
      await connected();
      return { params: team, form: { group, again: 'yes' } };
    case 'GET /rosters/:id':
    case 'POST /rosters/:id':
    case 'POST /rosters/:id/stop':
    case 'GET /rosters/:id/gone':
    case 'POST /rosters/:id/retry':
    case 'POST /rosters/:id/discard':
    case 'POST /rosters/:id/ticks':
    case 'POST /rosters/:id/ticks/:haloId':
    case 'GET /rosters/:id/confirm':
      return { params: { id: await roster(), haloId: '101' }, form: route.startsWith('POST') ? { tick: '101' } : {} };
    case 'POST /rosters/:id/reload': {
      const id = await roster();
      // It is replaced soon.
      open = undefined;
      return { params: { id } };
    }
    case 'POST /rosters/:id/import':
      return { params: { id: await roster() }, form: { tickVersion: '1' } };
    case 'GET /removals/:id':
    case 'POST /removals/:id/cancel':
      return { params: { id: await removal() } };
    case 'GET /runs/new':
    case 'POST /runs':
    case 'POST /runs/groups':
      await connected();
      return { form: {} };
    case 'GET /runs/new/pairs':
      await connected();
      return { query: { chosen: group } };
    case 'GET /runs/:id':
    case 'POST /runs/:id/confirm':
    case 'POST /runs/:id/cancel':
    case 'POST /runs/:id/lists/:listId/confirm':
    case 'POST /runs/:id/lists/:listId/skip':
      return { params: await run() };
    case 'POST /imports/export':
    case 'POST /people/export':
    case 'POST /halopsa/export':
    case 'POST /teams/:id/export':
      return { params: team, form: { format: 'ndjson', q: 'nobody' } };
    case 'POST /imports/:id/export':
      return { params: { id: importId }, form: { format: 'csv' } };
    case 'POST /imports/:id/cancel':
    case 'GET /imports/:id':
    case 'GET /imports/:id/undo':
    case 'POST /imports/:id/undo':
    case 'GET /imports/:id/print':
    case 'GET /imports/:id/left-out':
      return { params: { id: importId } };
    default:
      return { params: team };
  }
}

async function member(): Promise<string> {
  const { resellerId, userId } = portal.people.admin;
  const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId: 'test' } as const;
  const email = `${randomUUID()}@people.example`;
  const command = new AddUser(randomUUID(), portal.team, { name: 'Grace', email }, metadata);
  const { position } = await portal.app.get(CommandBus).execute(command);
  await portal.app.get(ProjectionRunner).waitFor(position ?? '', PATIENCE_MS);
  const { rows } = await portal.db.pool.query('select account_id from email_claim where email_key = $1', [email]);
  return String(rows[0]?.account_id);
}

/** One of nobody, which is enough to be asked for. */
async function removal(): Promise<string> {
  const id = randomUUID();
  const { resellerId, userId } = portal.people.admin;
  const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId: 'test' };
  await portal.db.pool.query(
    'insert into removal (id, reseller_id, team_id, metadata, people) values ($1, $2, $3, $4, 0)',
    [id, resellerId, portal.team, metadata],
  );
  return id;
}

/** One whose only group was skipped. */
async function run(): Promise<{ id: string; listId: string }> {
  const [id, listId] = [randomUUID(), randomUUID()];
  const { resellerId, userId } = portal.people.admin;
  const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId: id };
  await portal.db.pool.query('insert into run (id, reseller_id, metadata) values ($1, $2, $3)', [
    ...[id, resellerId, metadata],
  ]);
  await portal.db.pool.query(
    `insert into run_pair (run_id, n, group_kind, group_id, group_name, team_id, team_name, is_new, matched, list_id, outcome)
     values ($1, 1, 'client', 1, 'A group', $2, 'A Team', false, 'name', $3, 'skipped')`,
    [id, portal.team, listId],
  );
  return { id, listId };
}

async function strangerCookie(): Promise<string> {
  stranger ??= await addPerson(portal, 'client-admin', { resellerId: portal.people.admin.resellerId });
  return cookieOf(portal, stranger);
}

const credentials = () => {
  const { tenantId, clientId, clientSecret, url: baseUrl } = portal.sandbox;
  return { tenantId, clientId, clientSecret, baseUrl };
};

async function connected(): Promise<void> {
  const { rowCount } = await portal.db.pool.query('select from halo_credentials');
  if (rowCount === 0) await connect(portal, agent, portal.team, GROUP);
}

let open: string | undefined;
/** A list with one tick, loaded again once an import has used it up. */
async function roster(): Promise<string> {
  const { rowCount } = await portal.db.pool.query(
    `select from roster where id = $1 and import_requested_at is null and tick_version = 1 and status = 'loaded'`,
    [open],
  );
  if (rowCount === 1 && open) return open;
  await connected();
  open = await loadRoster(agent, portal.team, group);
  await send(`/rosters/${open}`, { tick: '101' });
  return open;
}

const send = (path: string, fields: Record<string, string>) => agent.post(path).type('form').send(fields).expect(303);
