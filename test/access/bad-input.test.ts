import { browser, startPortal, type TestPortal } from './portal.js';
import { Probe } from './probe.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal({ controllers: [Probe] })));
afterAll(() => portal.close());
const get = (path: string) => browser(portal).get(path);

test.each([
  '1',
  'x',
  `${'0'.repeat(8)}-0000`,
  '00000000-0000-0000-0000-00000000000g',
  '%00',
  "'; drop table team",
  '..%2f..%2f',
])('the id %s is not found', async (id) => {
  await get(`/probe/id/${id}`).expect(404);
});

test('an id in capitals is accepted', async () => {
  const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
  expect((await get(`/probe/id/${id.toUpperCase()}`).expect(200)).body).toEqual({ id });
});

test('a URL that is not UTF-8 is refused', async () => {
  expect((await get('/probe/id/%ff').expect(400)).text).toContain('could not be read');
});

test('control characters and broken text are not stored', async () => {
  const post = (body: string) => browser(portal).post('/probe/echo').type('form').send(body).expect(201);
  expect((await post('a=%00x%07y%7f%C2%85z&b%00=tab%09line%0D%0Aend&c=1&c=%002')).body).toEqual({
    body: { a: 'xyz', b: 'tab\tline\r\nend', c: ['1', '2'] },
  });
  // What is no UTF-8 stays the plain text it came as.
  expect((await post('a=%ED%A0%80')).body.body.a).toBe('%ED%A0%80');
  expect((await get('/probe/echo?q=%00a%07b&x[y]=1')).body).toEqual({ query: { q: 'ab', 'x[y]': '1' } });
});

test('a request without a body is read as an empty form', async () => {
  expect((await browser(portal).post('/probe/echo').expect(201)).body).toEqual({ body: {} });
});

test('a page of a hundred people fits into a form', async () => {
  const fields = Array.from({ length: 100 }, (_, n) => `seen=${n}&ticked=${n}&name_${n}=${'x'.repeat(200)}`).join('&');
  await browser(portal).post('/probe/echo').type('form').send(fields).expect(201);
});

test.each([
  ['a field without end', `a=${'x'.repeat(300_000)}`],
  ['fields without end', Array.from({ length: 1_001 }, (_, n) => `f${n}=`).join('&')],
])('%s: 413, in words', async (_what, body) => {
  expect((await browser(portal).post('/probe/echo').type('form').send(body).expect(413)).text).toContain(
    'too much at once',
  );
});

test.each([
  ['application/json', '{"name":"x"}'],
  ['multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
  ['application/x-www-form-urlencoded; charset=utf-7', 'a=b'],
  ['text/plain', 'a=b'],
])('%s is not accepted as a form: 415', async (type, body) => {
  await browser(portal).post('/probe/echo').set('Content-Type', type).send(body).expect(415);
});

test('a body that does not match its Content-Encoding is refused', async () => {
  await browser(portal).post('/probe/echo').type('form').set('Content-Encoding', 'gzip').send('a=b').expect(400);
});
