import { Logger } from '@nestjs/common';
import { addPerson, browser, browserOf, startPortal, type TestPortal } from './portal.js';
import { MembersOnly, Probe } from './probe.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal({ controllers: [Probe, MembersOnly] }, { LOG_LEVEL: 'info' })));
afterAll(() => portal.close());
beforeEach(() => portal.log.splice(0));
const get = (path: string) => browser(portal).get(path);

test.each([
  ['not-found', 404, 'This Team does not exist'],
  ['not-allowed', 403, 'Your role does not include this'],
  ['not-now', 409, 'This Team is archived. Restore it first.'],
  ['conflict', 409, 'Someone else changed this at the same moment'],
  ['bad-request', 400, 'could not be read'],
  ['unexpected', 500, 'Something went wrong here'],
  ['postgres', 500, 'Something went wrong here'],
  ['data', 500, 'Something went wrong here'],
  ['string', 500, 'Something went wrong here'],
  ['nothing', 500, 'Something went wrong here'],
  ['http-like', 500, 'Something went wrong here'],
])('%s is a page with status %i, a number to ask for, and nothing from inside', async (what, status, words) => {
  const { text, headers } = await get(`/probe/throw/${what}`).expect(status);
  expect(text).toMatch(/^<!doctype html><html/);
  expect(text).toContain(words);
  expect(text).toContain(headers['x-request-id']);
  expect(text).not.toMatch(/secret|boom|internal words|\.js:|\.tsx?:|node_modules|duplicate key/);
  expect(headers['cache-control']).toBe('no-store');
});

test.each(['partial', 'full'])(
  'a request by htmx for a %s page is answered with a notice for the corner of the current page',
  async (type) => {
    const { text, headers } = await get('/probe/throw/not-now')
      .set('HX-Request', 'true')
      .set('HX-Request-Type', type)
      .expect(409);
    expect(text).toMatch(/^<div class="notice/);
    expect(text).toContain('This Team is archived.');
    expect(text).toContain(headers['x-request-id']);
    expect(headers).toMatchObject({ 'hx-retarget': '#notices', 'hx-reswap': 'innerHTML', 'hx-reselect': '.notice' });
  },
);

test('a page that fails to render is answered like any unexpected error', async () => {
  expect((await get('/probe/broken-page').expect(500)).text).not.toContain('the view failed');
});

test('a URL that does not exist is answered with a page that still has the menu for a signed-in visitor', async () => {
  expect((await get('/nowhere').expect(404)).text).toContain('Page not found');
  const agent = await browserOf(portal, await addPerson(portal, 'admin'));
  for (const path of ['/nowhere', '/members-only/missing']) {
    expect((await agent.get(path).expect(404)).text).toContain('The admin');
  }
});

test('unexpected errors are logged with their number, and without what people typed', async () => {
  for (const what of ['unexpected', 'postgres', 'data']) {
    portal.log.splice(0);
    const { headers } = await get(`/probe/throw/${what}?q=carol@secret.example`)
      .set('Authorization', 'Bearer secret')
      .set('Cookie', 'portal.session_token=secret')
      .expect(500);
    const lines = portal.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const logged = lines.find(({ err }) => err);
    expect(logged).toMatchObject({ correlationId: headers['x-request-id'], err: { at: expect.any(Array) } });
    expect(portal.log.join('')).not.toMatch(/secret/);
    expect(portal.log.join('')).toContain('/probe/throw/');
    expect(portal.log.join('')).toContain('node_modules/@nestjs/core');
  }
});

test.each<[string, () => void]>([
  ['an error', () => new Logger('x').error(new Error('for dave@secret.example'))],
  ['an error in an object', () => new Logger('x').error({ err: new Error('for dave@secret.example') })],
  ['a sentence', () => new Logger('x').warn('Could not reach dave@secret.example')],
  ['the stack of an error', () => new Logger('x').error('for dave@secret.example', 'Error\n  at dave@secret.example')],
])('logging %s writes no email address to the log', (_what, write) => {
  write();
  expect(portal.log).toHaveLength(1);
  expect(portal.log[0]).not.toContain('dave');
});

test('expected errors are not logged', async () => {
  await get('/probe/throw/not-now').expect(409);
  expect(portal.log.filter((line) => line.includes('"err"'))).toEqual([]);
});
