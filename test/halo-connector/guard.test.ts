import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import {
  HaloConnector,
  normaliseBaseUrl,
  type ResolvedAddress,
  type Resolver,
} from '../../src/modules/halo-connector/index.js';
import { AllowList } from '../../src/modules/halo-connector/addresses.js';
import { guardedConnector, permittedAddresses } from '../../src/modules/halo-connector/guard.js';
import { credentialsFor, errorOf, faultOf, json, startScripted } from './scripted.js';

/** Names as an attacker's name server would answer them. */
const names: Record<string, string[]> = {
  'private.test': ['10.0.0.7'],
  'loopback.test': ['127.0.0.1'],
  'loopback6.test': ['::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'mapped-hex.test': ['::ffff:7f00:1'],
  'compatible.test': ['::127.0.0.1'],
  'both.test': ['93.184.215.14', '127.0.0.1'],
  'both6.test': ['2606:2800:21f:cb07::1', 'fd00::1'],
  'last-of-many.test': ['93.184.215.14', '93.184.215.15', '93.184.215.16', '169.254.169.254'],
  'metadata.test': ['169.254.169.254'],
  'azure.test': ['168.63.129.16'],
  'oracle.test': ['192.0.0.192'],
  'alibaba.test': ['100.100.100.200'],
  'aws6.test': ['fd00:ec2::254'],
  'zone.test': ['fe80::1%eth0'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'nat64-local.test': ['64:ff9b:1::a00:1'],
  'six-to-four.test': ['2002:7f00:1::1'],
  'teredo.test': ['2001:0:7f00:1::1'],
  'rfc6145.test': ['::ffff:0:127.0.0.1'],
  'site-local.test': ['fec0::1'],
  'dummy.test': ['100:0:0:1::1'],
  'discard.test': ['100::1'],
  'nothing-known.test': ['4000::1'],
  'documentation.test': ['2001:db8::1'],
  'unspecified.test': ['0.0.0.0'],
  'unspecified6.test': ['::'],
  'this-network.test': ['0.1.2.3'],
  'broadcast.test': ['255.255.255.255'],
  'multicast.test': ['224.0.0.1'],
  'multicast6.test': ['ff02::1'],
  'benchmark.test': ['198.18.0.1'],
  'reserved.test': ['240.0.0.1'],
  'garbage.test': ['not an address'],
};
const resolver: Resolver = (hostname) =>
  Promise.resolve(
    (names[hostname.replace(/\.$/, '')] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );

const LITERALS = [
  'https://127.0.0.1',
  'https://127.1',
  'https://127.255.255.254',
  'https://2130706433',
  'https://0x7f000001',
  'https://0x7f.0.0.1',
  'https://0177.0.0.1',
  'https://017700000001',
  'https://127.0.0.1.',
  'https://１２７.０.０.１',
  'https://①②⑦.0.0.1',
  'https://0',
  'https://[::1]',
  'https://[::]',
  'https://[0:0:0:0:0:0:0:1]',
  'https://[::ffff:127.0.0.1]',
  'https://[::ffff:7f00:1]',
  'https://[::127.0.0.1]',
  'https://[64:ff9b::127.0.0.1]',
  'https://[64:ff9b::a9fe:a9fe]',
  'https://[2002:7f00:1::]',
  'https://[fe80::1]',
  'https://[fd00:ec2::254]',
  'https://[100:0:0:1::1]',
  'https://10.0.0.1',
  'https://172.16.0.1',
  'https://172.31.255.255',
  'https://192.168.1.1',
  'https://100.64.0.1',
  'https://169.254.169.254',
  'https://0xa9fea9fe',
  'https://168.63.129.16',
  'https://0.0.0.0',
  'https://192.0.2.1',
  'https://127.0.0.1:443',
];

/** Refused before anything is looked up. */
const FORMS = [
  'http://93.184.215.14',
  'http://public.test',
  'http://loopback.test',
  'https://user@private.test',
  'https://user:pass@127.0.0.1',
  'https://public.test:443@127.0.0.1',
  'https://private.test\\@93.184.215.14',
  'https://127.0.0.1#@public.test',
  'HTTPS://LOOPBACK.TEST',
  'https://loopback.test.',
  'ftp://private.test',
  'file:///etc/passwd',
  'gopher://127.0.0.1:70/',
  'https://[fe80::1%25eth0]',
  'https://127.0.0.1\n.public.test',
];

let trap: Server;
let trapPort: number;
let caught = 0;
let halo: HaloConnector;

beforeAll(async () => {
  trap = createServer((socket) => {
    caught += 1;
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  trapPort = (trap.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => trap.close(resolve)));
beforeEach(() => {
  caught = 0;
  halo = new HaloConnector({ allow: ['https://listed.test'], resolver });
});
afterEach(() => halo.close());

test('there are at least 42 probes', () => {
  expect(Object.keys(names).length + LITERALS.length + FORMS.length).toBeGreaterThanOrEqual(42);
});

test.each(Object.keys(names))('a name is refused for the address it resolves to: %s', async (name) => {
  expect(await faultOf(halo.listGroups(credentialsFor(`https://${name}`)))).toBe('address-not-allowed');
});

test.each(LITERALS)('a literal address is refused: %s', async (input) => {
  const address = normaliseBaseUrl(input);
  if ('problem' in address) throw new Error(`the form refused it, so the guard was not tried: ${address.problem}`);
  expect(await faultOf(halo.listGroups(credentialsFor(address.baseUrl)))).toBe('address-not-allowed');
});

test.each(FORMS)('neither as typed nor as normalised: %j', async (input) => {
  expect(await faultOf(halo.listGroups(credentialsFor(input)))).toBe('address-not-allowed');
  expect(await faultOf(halo.discover(input))).toBe('address-not-allowed');
  const address = normaliseBaseUrl(input);
  if ('baseUrl' in address)
    expect(await faultOf(halo.listGroups(credentialsFor(address.baseUrl)))).toBe('address-not-allowed');
});

test.each(['127.0.0.1', 'localhost'])('no request arrives at a port of the portal, %s', async (host) => {
  const real = new HaloConnector({ allow: [] });
  try {
    for (const scheme of ['http', 'https']) {
      expect(await faultOf(real.listGroups(credentialsFor(`${scheme}://${host}:${trapPort}`)))).toBe(
        'address-not-allowed',
      );
    }
    expect(caught).toBe(0);
  } finally {
    await real.close();
  }
});

test('a network of the allow-list permits https within it, and nothing else', async () => {
  const within = new HaloConnector({ allow: ['127.0.0.0/8'], resolver });
  try {
    expect(await faultOf(within.listGroups(credentialsFor(`https://loopback.test:${trapPort}`)))).toBe('unreachable');
    expect(caught).toBeGreaterThan(0);
    expect(await faultOf(within.listGroups(credentialsFor(`http://127.0.0.1:${trapPort}`)))).toBe(
      'address-not-allowed',
    );
    expect(await faultOf(within.listGroups(credentialsFor('https://private.test')))).toBe('address-not-allowed');
  } finally {
    await within.close();
  }
});

test('an origin of the allow-list permits itself, and no other port or scheme', async () => {
  const server = await startScripted();
  const listed = new HaloConnector({ allow: [`http://loopback.test:${server.port}`], resolver });
  try {
    expect((await listed.listGroups(credentialsFor(`http://loopback.test:${server.port}`))).groups).toEqual([]);
    for (const origin of [
      `http://127.0.0.1:${server.port}`,
      `http://loopback.test:${trapPort}`,
      `https://loopback.test:${server.port}`,
    ]) {
      expect(await faultOf(listed.listGroups(credentialsFor(origin)))).toBe('address-not-allowed');
    }
    expect(caught).toBe(0);
  } finally {
    await listed.close();
    await server.close();
  }
});

test.each([301, 302, 303, 307, 308])('a redirect (%d) is not followed', async (status) => {
  const server = await startScripted();
  const listed = new HaloConnector({ allow: [server.origin, `http://127.0.0.1:${trapPort}`] });
  try {
    const to = { location: `http://127.0.0.1:${trapPort}/` };
    server.on('/auth/token', json({}, status, to));
    expect(await faultOf(listed.listGroups(credentialsFor(server.origin)))).toBe('not-halopsa');
    server.on('/auth/token', json({ access_token: 'token' }));
    server.on('/api/Client', json({}, status, to));
    expect(await faultOf(listed.listGroups(credentialsFor(server.origin)))).toBe('not-halopsa');
    expect(caught).toBe(0);
  } finally {
    await listed.close();
    await server.close();
  }
});

test.each([
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['ENODATA', 'unknown-host'],
  ['ETIMEDOUT', 'timed-out'],
])('a name service that says %s is %s', async (code, fault) => {
  const failing = new HaloConnector({
    allow: [],
    resolver: () => Promise.reject(Object.assign(new Error(code), { code })),
  });
  expect(await errorOf(failing.listGroups(credentialsFor('https://acme.test')))).toMatchObject({ code: fault });
  await failing.close();
});

test('a name that does not resolve is an unknown host', async () => {
  expect(await faultOf(halo.listGroups(credentialsFor('https://nobody-knows.test')))).toBe('unknown-host');
});

test('a name service that never answers times out', async () => {
  const waiting = new HaloConnector({
    allow: [],
    resolver: () => new Promise(() => undefined),
    timeouts: { connectMs: 50 },
  });
  expect(await faultOf(waiting.listGroups(credentialsFor('https://acme.test')))).toBe('timed-out');
  await waiting.close();
});

describe('the way of a connection', () => {
  const publicOnes = [
    { address: '93.184.215.14', family: 4 },
    { address: '2606:2800:21f:cb07::1', family: 6 },
  ];
  const target = { protocol: 'https:', hostname: 'halo.test', host: 'halo.test', port: '443' };
  const allow = new AllowList([]);

  function connectTo(remoteAddress: string, answers: ResolvedAddress[][]) {
    const socket = Object.assign(new EventEmitter(), {
      remoteAddress,
      destroyed: false,
      destroy: () => (socket.destroyed = true),
    });
    const asked = { times: 0 };
    const offered: ResolvedAddress[][] = [];
    const connect = guardedConnector(
      {
        allow,
        connectTimeoutMs: 100,
        resolver: () => Promise.resolve(answers[Math.min(asked.times++, answers.length - 1)] ?? []),
      },
      (options) => (dialled, callback) => {
        const { lookup } = options as {
          lookup: (host: string, o: object, cb: (error: null, found: ResolvedAddress[]) => void) => void;
        };
        for (let n = 0; n < 3; n++) lookup(dialled.hostname, { all: true }, (_error, found) => offered.push(found));
        callback(null, socket as unknown as Socket);
      },
    );
    return new Promise<{ error: unknown; socket: typeof socket; asked: typeof asked; offered: typeof offered }>(
      (resolve) => connect(target, (...[error]) => resolve({ error, socket, asked, offered })),
    );
  }

  test.each(['93.184.215.14', '::ffff:93.184.215.14', '2606:2800:21f:cb07::1'])(
    'arrives where it was sent: %s',
    async (address) => {
      const { error, socket } = await connectTo(address, [publicOnes]);
      expect(error).toBeNull();
      expect(socket.destroyed).toBe(false);
    },
  );

  test('a name is resolved once, and only the checked address is used', async () => {
    const { asked, offered } = await connectTo('93.184.215.14', [publicOnes, [{ address: '127.0.0.1', family: 4 }]]);
    expect(asked.times).toBe(1);
    expect(offered).toEqual([publicOnes, publicOnes, publicOnes]);
  });

  test.each(['127.0.0.1', '10.0.0.1', '93.184.215.15', '::1', ''])(
    'is closed if it arrived at another address: %j',
    async (address) => {
      const { error, socket } = await connectTo(address, [publicOnes]);
      expect(error).toMatchObject({ code: 'address-not-allowed' });
      expect(socket.destroyed).toBe(true);
    },
  );

  test.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    'a public address is permitted: %s',
    async (hostname) => {
      const found = await permittedAddresses({ origin: `https://${hostname}`, hostname }, { allow, resolver });
      expect(found.map(({ address }) => address)).toEqual([hostname]);
    },
  );

  // the system's own resolver reads what no URL would let through
  test.each(['0x7f000001', '2130706433', '0177.0.0.1', '127.1', 'localhost'])(
    'a host name in an old spelling: %s',
    async (hostname) => {
      await expect(permittedAddresses({ origin: `https://${hostname}`, hostname }, { allow })).rejects.toMatchObject({
        code: 'address-not-allowed',
      });
    },
  );
});

test.each(['halo.corp.example', '10.0.0.0/33', 'file:///etc', ''])(
  'an invalid allow-list entry is refused: %j',
  (entry) => {
    expect(() => new HaloConnector({ allow: [entry] })).toThrow('neither an origin nor a network');
  },
);
