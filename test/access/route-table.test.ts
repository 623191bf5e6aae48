import { addPerson, cookieOf, startPortal, type Person, type TestPortal } from './portal.js';
import { testRoutes, type Filled, type RouteTable, type Who } from './route-table.js';

const same = (status: number): RouteTable[string] => ({
  nobody: status,
  admin: status,
  auditor: status,
  clientAdmin: status,
  otherAdmin: status,
});

const table: RouteTable = {
  'GET /': same(303),
  'GET /sign-in': { ...same(303), nobody: 200 },
  'POST /sign-in': same(422),
  'POST /sign-out': same(303),
  'GET /health': same(200),
};

let portal: TestPortal;
let people: Record<Exclude<Who, 'nobody'>, Person>;
beforeAll(async () => {
  portal = await startPortal();
  const admin = await addPerson(portal, 'admin');
  people = {
    admin,
    auditor: await addPerson(portal, 'auditor', admin),
    clientAdmin: await addPerson(portal, 'client-admin', admin),
    otherAdmin: await addPerson(portal, 'admin'),
  };
});
afterAll(() => portal.close());

testRoutes(table, () => ({
  app: portal.app,
  origin: portal.config.origin,
  cookieOf: async (who) => (who === 'nobody' ? undefined : cookieOf(portal, people[who])),
  fill,
}));

async function fill(): Promise<Filled> {
  return {};
}
