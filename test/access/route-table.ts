import type { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { routesOf, type Route } from './routes.js';

/** All kinds of visitors. The last one is an admin of another reseller than the one that owns the requested things. */
export const EVERYBODY = ['nobody', 'admin', 'auditor', 'clientAdmin', 'otherAdmin'] as const;
export type Who = (typeof EVERYBODY)[number];

/** The status that each of them gets. One row for every route: `'GET /teams/:id': { nobody: 303, admin: 200, … }`. */
export type RouteTable = Readonly<Record<string, Readonly<Record<Who, number>>>>;

export interface Filled {
  /** the values of `:id` and other parameters */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Knocking {
  readonly app: INestApplication;
  readonly origin: string;
  /** the session cookie of each visitor who has one; read before each request, so that a row may end its session */
  cookieOf(who: Who): Promise<string | undefined>;
  /** ids and fields for one request: things of the first reseller, the client admin's Team; created again if the request uses them up */
  fill(route: string, who: Who): Promise<Filled>;
}

/**
 * How Nest mounts middleware for all requests (the log's, MikroORM's). They look like routes, but answer nothing: the second test holds
 * them to that.
 */
const MIDDLEWARE: readonly string[] = ['ALL {/*splat}', 'ALL /{*all}'];

/** Defines the tests: the router's own list and the table name the same routes, and each route answers each of them as written. */
export function testRoutes(table: RouteTable, open: () => Knocking): void {
  test('every route is in the table, and the table has no others', () => {
    const routes = routesOf(open().app).map(nameOf);
    expect(routes.filter((route) => !MIDDLEWARE.includes(route)).sort()).toEqual(Object.keys(table).sort());
  });

  test.each(EVERYBODY)('an address that is in no row does not exist for %s', async (who) => {
    for (const route of ['GET /in/no/row', 'POST /in/no/row', 'DELETE /in/no/row']) {
      expect((await knock({ ...open(), fill: async () => ({}) }, route, who)).status).toBe(404);
    }
  });

  const cases = Object.entries(table).flatMap(([route, row]) =>
    EVERYBODY.map((who) => [route, who, row[who]] as const),
  );
  test.each(cases)('%s by %s: %i', async (route, who, expected) => {
    const answer = await knock(open(), route, who);
    expect(answer.status).toBe(expected);
    if (who === 'nobody' && expected === 303 && route.startsWith('GET '))
      expect(answer.headers['location']).toMatch(/^\/sign-in/);
    if (expected >= 400) expect(answer.text).not.toMatch(/ at .+:\d+:\d+/);
  });
}

/** Each of our forms returns to its owner when the session has ended: none may be forgotten (access/kept-form). */
export function testForms(table: RouteTable, open: () => Knocking): void {
  const forms = Object.entries(table).filter(([route, { nobody }]) => route.startsWith('POST ') && nobody === 401);
  test.each(forms)('%s comes back when the session has ended', async (route) => {
    const knocking = open();
    const fill = async () => {
      const filled = await knocking.fill(route, 'nobody');
      return { ...filled, form: { ...filled.form, openedBy: 'its-owner' } };
    };
    expect((await knock({ ...knocking, fill }, route, 'nobody')).text).toContain('name="kept"');
  });
}

/** Sends one request like a browser with one of our pages open. */
export async function knock(knocking: Knocking, route: string, who: Who): Promise<request.Response> {
  const { params = {}, query = {}, form } = await knocking.fill(route, who);
  const [method = '', path = ''] = route.split(' ');
  const cookie = await knocking.cookieOf(who);
  const send = request(knocking.app.getHttpServer())[method.toLowerCase() as 'get'];
  const call = send(urlOf(path, params)).set('Origin', knocking.origin).query(query);
  if (cookie) call.set('Cookie', cookie);
  return form ? call.type('form').send(form) : call;
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

function urlOf(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`Say in fill() what stands in place of :${name} in ${path}.`);
    return encodeURIComponent(value);
  });
}
