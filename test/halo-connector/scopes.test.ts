import { startSandbox, type SandboxOptions } from '../../sandbox/index.js';
import { HaloConnector, Secret } from '../../src/modules/halo-connector/index.js';

async function groupsOf(which: 'main' | 'withoutLists' | 'strict' | 'withoutCustomers', options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ clients: [{ name: 'Acme', people: 3 }], ...options });
  const halo = new HaloConnector({ allow: [sandbox.url] });
  const { clientId, clientSecret } = sandbox.applications[which];
  const stored = { baseUrl: sandbox.url, tenantId: sandbox.tenantId, clientId };
  try {
    return await halo.listGroups({ ...stored, clientSecret: Secret.of(clientSecret) });
  } finally {
    await halo.close();
    await sandbox.close();
  }
}

const kindsOf = (groups: readonly { kind: string }[]) => [...new Set(groups.map(({ kind }) => kind))];

test('an application with both scopes sees clients and lists', async () => {
  const { groups, listsFault } = await groupsOf('main');
  expect(kindsOf(groups)).toEqual(['client', 'list']);
  expect(listsFault).toBeNull();
});

test.each([
  ['gets a token without it', 'withoutLists', {}],
  ['is refused as a whole and asks again', 'strict', {}],
  ['meets 401 at the lists', 'withoutLists', { listsRefusal: 401 }],
] as const)(
  'an application without the scope for lists %s: the clients are there, and why no lists',
  async (_what, which, options) => {
    const { groups, listsFault } = await groupsOf(which, options);
    expect(kindsOf(groups)).toEqual(['client']);
    expect(listsFault).toBe('lists-not-permitted');
  },
);

test('an application without either scope is not permitted', async () => {
  await expect(groupsOf('withoutCustomers')).rejects.toMatchObject({ code: 'not-permitted' });
});
