import { Controller, Get, Post } from '@nestjs/common';
import type { Role, Visitor } from '../../src/shared/visitor.js';
import { AllowAnyone, AllowRoles, Metadata, SignedIn } from '../../src/web/index.js';
import type { EventMetadata } from '../../src/event-store/index.js';
import { routesOf } from './routes.js';
import { addPerson, browser, browserOf, startPortal, type Person, type TestPortal } from './portal.js';

@Controller('probe')
class Probe {
  @Get('anyone')
  @AllowAnyone()
  anyone() {
    return <p>anyone</p>;
  }

  @Get('admins')
  @AllowRoles('admin')
  admins() {
    return <p>admins</p>;
  }

  @Post('admins')
  @AllowRoles('admin')
  change() {
    return <p>changed</p>;
  }

  @Get('nameless')
  nameless() {
    return <p>nobody said who may see this</p>;
  }

  @Get('me')
  @AllowRoles('admin', 'auditor', 'client-admin')
  me(@SignedIn() visitor: Visitor, @Metadata() metadata: EventMetadata) {
    return { visitor, metadata };
  }
}

@Controller('auditors')
@AllowRoles('auditor')
class ForAuditors {
  @Get()
  inherited() {
    return <p>auditors</p>;
  }

  @Get('admins')
  @AllowRoles('admin')
  overridden() {
    return <p>admins</p>;
  }
}

@Controller('open')
class Forgotten {
  @AllowAnyone()
  @Get()
  get() {
    return <p>open</p>;
  }
}

let portal: TestPortal;
const people = {} as Record<Role, Person>;
const agents = {} as Record<Role, Awaited<ReturnType<typeof browserOf>>>;
beforeAll(async () => {
  portal = await startPortal({ controllers: [Probe, ForAuditors, Forgotten] });
  for (const role of ['admin', 'auditor', 'client-admin'] as const) {
    people[role] = await addPerson(portal, role);
    agents[role] = await browserOf(portal, people[role]);
  }
});
afterAll(() => portal.close());

test.each<[string, Record<Role, number>]>([
  ['/open', { admin: 200, auditor: 200, 'client-admin': 200 }],
  ['/probe/admins', { admin: 200, auditor: 403, 'client-admin': 403 }],
  ['/probe/nameless', { admin: 403, auditor: 403, 'client-admin': 403 }],
  ['/auditors', { admin: 403, auditor: 200, 'client-admin': 403 }],
  ['/auditors/admins', { admin: 200, auditor: 403, 'client-admin': 403 }],
])('%s admits the roles that it names', async (path, expected) => {
  for (const role of ['admin', 'auditor', 'client-admin'] as const) {
    expect({ role, status: (await agents[role].get(path)).status }).toEqual({ role, status: expected[role] });
  }
});

test('a route that names no roles is closed to the public as well', async () => {
  const { text } = await browser(portal).get('/probe/nameless').expect(403);
  expect(text).not.toContain('nobody said');
});

test('a visitor without a session goes to the sign-in page, and back afterwards', async () => {
  await browser(portal)
    .get('/probe/admins?q=a%20b')
    .expect(303)
    .expect('Location', '/sign-in?next=%2Fprobe%2Fadmins%3Fq%3Da%2520b');
});

test('htmx is redirected to the sign-in page instead of swapping it into a part', async () => {
  const answer = await browser(portal)
    .get('/probe/admins')
    .set('HX-Request', 'true')
    .set('HX-Current-URL', 'https://anything.example/teams?q=x')
    .expect(401);
  expect(answer.headers['hx-redirect']).toBe('/sign-in?next=%2Fteams%3Fq%3Dx&ended=yes');
  expect(answer.text).toBe('');
});

test('a signed-out visitor who sends a form learns that it was not saved', async () => {
  const { text } = await browser(portal).post('/probe/admins').expect(401);
  expect(text).toContain('You are signed out');
  expect(text).not.toContain('changed');
});

test('HEAD needs the same rights as GET', async () => {
  await browser(portal).head('/probe/admins').expect(303);
  await agents.auditor.head('/probe/admins').expect(403);
});

test('handlers receive the visitor, and events receive only the visitor’s id', async () => {
  const { body, headers } = await agents['client-admin'].get('/probe/me').expect(200);
  const { userId, email, resellerId, teamId } = people['client-admin'];
  expect(body).toEqual({
    visitor: {
      ...{ userId, email, resellerId, teamId, name: 'The client-admin', role: 'client-admin' },
      resellerName: 'Reseller of the tests',
      timeZone: null,
    },
    metadata: {
      resellerId,
      actor: { id: userId, role: 'client-admin' },
      correlationId: headers['x-request-id'],
    },
  });
});

test('the list of routes comes from the router', () => {
  const routes = routesOf(portal.app).map(({ method, path }) => `${method} ${path}`);
  expect(routes).toEqual(
    expect.arrayContaining([
      'GET /',
      'GET /sign-in',
      'POST /sign-in',
      'POST /sign-out',
      'POST /probe/admins',
      'GET /health',
    ]),
  );
  portal.app
    .getHttpAdapter()
    .getInstance()
    .all('/backdoor', () => undefined);
  expect(routesOf(portal.app)).toContainEqual({ method: 'ALL', path: '/backdoor' });
});
