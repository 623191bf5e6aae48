import { asset } from '../../src/views/assets.js';
import { browser, startPortal, type TestPortal } from './portal.js';
import { Probe } from './probe.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal({ controllers: [Probe] })));
afterAll(() => portal.close());
const get = (path: string) => browser(portal).get(path);

describe('pages', () => {
  test('a page has a doctype, is escaped, and is not cached', async () => {
    const { text, headers } = await get('/probe/page').expect(200).expect('Content-Type', 'text/html; charset=utf-8');
    expect(text).toBe('<!doctype html><html lang="en"><body>&lt;b>Tom &amp; Jerry&lt;/b></body></html>');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['vary']).toBe('HX-Request');
    expect(headers['etag']).toBeUndefined();
  });

  test('a fragment gets no document around it, and a POST that shows a page answers 200', async () => {
    expect((await get('/probe/part').expect(200)).text).toBe('<p class="part">part</p>');
    await browser(portal).post('/probe/part').expect(200, '<p>posted</p>');
  });

  test('a redirect is a 303, and HX-Redirect for htmx', async () => {
    const send = () => browser(portal).post('/probe/form').type('form').send({ name: ' bob ' });
    await send().expect(303).expect('Location', '/probe/done?name=bob');
    await send().set('HX-Request', 'true').expect(204).expect('HX-Redirect', '/probe/done?name=bob');
  });

  test.each([
    [{}, 'Enter a name.', {}],
    [{ name: ['a', 'b'] }, 'Enter a name.', { name: 'a' }],
    [{ name: '   ' }, 'Enter 1 to 10 letters.', { name: '   ' }],
    [{ name: 'abcdefghijk', other: 'x' }, 'Enter 1 to 10 letters.', { name: 'abcdefghijk', other: 'x' }],
    [{ name: 'BOB' }, 'Use small letters.', { name: 'BOB' }],
    [{ __proto__x: 'y', constructor: 'z' }, 'Enter a name.', { __proto__x: 'y', constructor: 'z' }],
  ])('%j comes back as a form: 422, one message a field, the rule nearest to it', async (body, message, typed) => {
    const { text } = await browser(portal).post('/probe/form').type('form').send(body).expect(422);
    expect(JSON.parse(text.replace(/<\/?pre>/g, '').replaceAll('&quot;', '"'))).toEqual({
      errors: { name: message },
      typed,
    });
  });
});

describe('assets', () => {
  test('are served with their media type and may be cached for ever', async () => {
    const { headers } = await get(asset('portal.css')).expect(200).expect('Content-Type', 'text/css; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await get(asset('htmx.esm.min.js')).expect(200).expect('Content-Type', 'text/javascript; charset=utf-8');
    await get(asset('inter-latin.woff2')).expect(200).expect('Content-Type', 'font/woff2');
  });

  test.each([
    '/assets/',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/old/portal.css',
    '/package.json',
  ])('no other file is served: %s', async (path) => {
    expect((await get(path).expect(404)).headers['cache-control']).toBe('no-store');
  });
});
