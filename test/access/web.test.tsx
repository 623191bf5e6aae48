import { BadRequestException, Body, Controller, Get, Logger, Param, Post, Query } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';
import request from 'supertest';
import { AllowAnyone, AllowRoles } from '../../src/modules/access/index.js';
import { WrongExpectedRevision } from '../../src/event-store/index.js';
import { asset } from '../../src/views/assets.js';
import {
  IdParam,
  NotAllowed,
  NotFound,
  NotPossibleNow,
  seeOther,
  Trimmed,
  unprocessable,
  validateForm,
} from '../../src/web/index.js';
import { addPerson, browser, browserOf, startPortal, type TestPortal } from './portal.js';

class ProbeForm {
  @Trimmed()
  @Matches(/^[a-z]+$/, { message: 'Use small letters.' })
  @Length(1, 10, { message: 'Enter 1 to 10 letters.' })
  @IsString({ message: 'Enter a name.' })
  name!: string;
}

@Controller('probe')
@AllowAnyone()
class Probe {
  @Get('page')
  page() {
    return (
      <html lang="en">
        <body>{'<b>Tom & Jerry</b>'}</body>
      </html>
    );
  }

  @Get('part')
  part() {
    return <p class="part">part</p>;
  }

  @Post('part')
  posted() {
    return <p>posted</p>;
  }

  @Post('form')
  form(@Body() body: unknown) {
    const { value, errors, typed } = validateForm(ProbeForm, body);
    if (errors) return unprocessable(<pre>{JSON.stringify({ errors, typed })}</pre>);
    return seeOther(`/probe/done?name=${value.name}`);
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return { body };
  }

  @Get('echo')
  query(@Query() query: unknown) {
    return { query };
  }

  @Get('id/:id')
  id(@IdParam('id') id: string) {
    return { id };
  }

  @Get('throw/:what')
  throw(@Param('what') what: string): never {
    throw thrown[what]?.();
  }

  @Get('broken-page')
  broken() {
    const Broken = (): never => {
      throw new Error('the view failed');
    };
    return <Broken />;
  }
}

@Controller('members-only')
@AllowRoles('admin')
class MembersOnly {
  @Get('missing')
  missing(): never {
    throw new NotFound('This Team');
  }
}

const pgError = () =>
  Object.assign(new Error('duplicate key value violates unique constraint "email_claim_pkey"'), {
    code: '23505',
    constraint: 'email_claim_pkey',
    detail: 'Key (email_key)=(bob@secret.example) already exists.',
  });
const thrown: Record<string, () => unknown> = {
  'not-found': () => new NotFound('This Team'),
  'not-allowed': () => new NotAllowed(),
  'not-now': () => new NotPossibleNow('This Team is archived. Restore it first.'),
  conflict: () => new WrongExpectedRevision('team-1', 3),
  'bad-request': () => new BadRequestException(['internal words']),
  unexpected: () => new Error('boom with bob@secret.example in it'),
  postgres: pgError,
  data: () => Object.assign(new Error('invalid input syntax for type uuid: "bob secret"'), { code: '22P02' }),
  string: () => 'a bare string',
  nothing: () => undefined,
  'http-like': () => Object.assign(new Error('from a HaloPSA answer'), { status: 404, statusCode: 404 }),
};

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal({ controllers: [Probe, MembersOnly] }, { LOG_LEVEL: 'info' })));
afterAll(() => portal.close());
beforeEach(() => portal.log.splice(0));
const get = (path: string) => browser(portal).get(path);

describe('pages', () => {
  test('a page gets its doctype and is escaped; nobody keeps a copy', async () => {
    const { text, headers } = await get('/probe/page').expect(200).expect('Content-Type', 'text/html; charset=utf-8');
    expect(text).toBe('<!doctype html><html lang="en"><body>&lt;b>Tom &amp; Jerry&lt;/b></body></html>');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['vary']).toBe('HX-Request');
    expect(headers['etag']).toBeUndefined();
  });

  test('a part stays a part, and a POST that shows something answers 200', async () => {
    expect((await get('/probe/part').expect(200)).text).toBe('<p class="part">part</p>');
    await browser(portal).post('/probe/part').expect(200, '<p>posted</p>');
  });

  test('a redirect is 303; htmx is told to go there', async () => {
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

describe('headers', () => {
  test('the content security policy, to the letter', async () => {
    for (const path of ['/probe/page', '/nowhere', '/probe/throw/unexpected', asset('portal.css')]) {
      expect((await get(path)).headers['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';" +
          "form-action 'self';frame-ancestors 'none';base-uri 'none'",
      );
    }
  });

  test('and the rest', async () => {
    const { headers } = await get('/probe/page');
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('nobody chooses the id of a request from outside', async () => {
    const { headers } = await get('/probe/page').set('X-Request-Id', 'mine');
    expect(headers['x-request-id']).not.toBe('mine');
  });
});

describe('who may send a form', () => {
  const ours = 'http://localhost:3000';
  test.each<[number, Record<string, string>]>([
    [200, { 'Sec-Fetch-Site': 'same-origin' }],
    [200, { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:3000' }],
    [200, { Origin: ours }],
    [403, {}],
    [403, { 'Sec-Fetch-Site': 'cross-site', Origin: ours }],
    [403, { 'Sec-Fetch-Site': 'same-site', Origin: ours }],
    [403, { 'Sec-Fetch-Site': 'none', Origin: ours }],
    [403, { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }],
    [403, { 'Sec-Fetch-Site': 'same-origin, cross-site' }],
    [403, { Origin: 'https://evil.example' }],
    [403, { Origin: 'null' }],
    [403, { Origin: `${ours}.evil.example` }],
    [403, { Origin: 'http://localhost:3001' }],
    [403, { Referer: `${ours}/teams` }],
  ])('%i for %j', async (status, headers) => {
    const server = portal.app.getHttpServer();
    await request(server).post('/probe/part').set(headers).expect(status);
    // Looking at something is never refused for where the link was.
    await request(server).get('/probe/part').set(headers).expect(200);
  });

  test.each(['post', 'put', 'patch', 'delete'] as const)('%s is held to it, also where no route is', async (method) => {
    await request(portal.app.getHttpServer())[method]('/nowhere').set('Origin', 'https://evil.example').expect(403);
    await browser(portal)[method]('/nowhere').expect(404);
  });
});

describe('errors', () => {
  test.each([
    ['not-found', 404, 'This Team does not exist'],
    ['not-allowed', 403, 'Your role does not include this'],
    ['not-now', 409, 'This Team is archived. Restore it first.'],
    ['conflict', 409, 'Somebody changed this at the same moment'],
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
    'htmx that wants a %s page gets a notice for the corner of the one that is shown',
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

  test('a view that fails is answered like anything unexpected', async () => {
    expect((await get('/probe/broken-page').expect(500)).text).not.toContain('the view failed');
  });

  test('an address that does not exist; who is signed in still has the menu', async () => {
    expect((await get('/nowhere').expect(404)).text).toContain('Page not found');
    const agent = await browserOf(portal, await addPerson(portal, 'admin'));
    for (const path of ['/nowhere', '/members-only/missing']) {
      expect((await agent.get(path).expect(404)).text).toContain('The admin');
    }
  });

  test('what was unexpected is logged with the number, without what people typed', async () => {
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
    [
      'the stack of an error',
      () => new Logger('x').error('for dave@secret.example', 'Error\n  at dave@secret.example'),
    ],
  ])('whoever logs %s, no address of a person gets into the log', (_what, write) => {
    write();
    expect(portal.log).toHaveLength(1);
    expect(portal.log[0]).not.toContain('dave');
  });

  test('what was expected is not', async () => {
    await get('/probe/throw/not-now').expect(409);
    expect(portal.log.filter((line) => line.includes('"err"'))).toEqual([]);
  });
});

describe('bad input', () => {
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

  test('an id is an id in capitals, too', async () => {
    const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
    expect((await get(`/probe/id/${id.toUpperCase()}`).expect(200)).body).toEqual({ id });
  });

  test('an address that is no UTF-8', async () => {
    expect((await get('/probe/id/%ff').expect(400)).text).toContain('could not be read');
  });

  test('control characters and broken text do not get in', async () => {
    const post = (body: string) => browser(portal).post('/probe/echo').type('form').send(body).expect(201);
    expect((await post('a=%00x%07y%7f%C2%85z&b%00=tab%09line%0D%0Aend&c=1&c=%002')).body).toEqual({
      body: { a: 'xyz', b: 'tab\tline\r\nend', c: ['1', '2'] },
    });
    // What is no UTF-8 stays the plain text it came as.
    expect((await post('a=%ED%A0%80')).body.body.a).toBe('%ED%A0%80');
    expect((await get('/probe/echo?q=%00a%07b&x[y]=1')).body).toEqual({ query: { q: 'ab', 'x[y]': '1' } });
  });

  test('no body is an empty form', async () => {
    expect((await browser(portal).post('/probe/echo').expect(201)).body).toEqual({ body: {} });
  });

  test('a page of a hundred people fits into a form', async () => {
    const fields = Array.from({ length: 100 }, (_, n) => `seen=${n}&ticked=${n}&name_${n}=${'x'.repeat(200)}`).join(
      '&',
    );
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
  ])('%s is no form: 415', async (type, body) => {
    await browser(portal).post('/probe/echo').set('Content-Type', type).send(body).expect(415);
  });

  test('a body that is not what it says it is', async () => {
    await browser(portal).post('/probe/echo').type('form').set('Content-Encoding', 'gzip').send('a=b').expect(400);
  });
});

describe('assets', () => {
  test('are served by their type and may be kept for ever', async () => {
    const { headers } = await get(asset('portal.css')).expect(200).expect('Content-Type', 'text/css; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await get(asset('htmx.min.js')).expect(200).expect('Content-Type', 'text/javascript; charset=utf-8');
    await get(asset('inter-latin.woff2')).expect(200).expect('Content-Type', 'font/woff2');
  });

  test.each([
    '/assets/',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/old/portal.css',
    '/package.json',
  ])('nothing else is: %s', async (path) => {
    expect((await get(path).expect(404)).headers['cache-control']).toBe('no-store');
  });
});
