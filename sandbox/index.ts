import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiSetting } from './api-request.js';
import { makeApplications } from './applications.js';
import { BIG, USUAL_CLIENTS } from './data/clients.js';
import { World } from './data/world.js';
import { FaultControl } from './faults.js';
import { RateWindow } from './rate-window.js';
import { RequestLog } from './request-log.js';
import { createSandboxServer, type Setting } from './server.js';
import { Tokens } from './tokens.js';
import type { Sandbox } from './sandbox.js';
import type { SandboxOptions } from './types.js';
import { Users } from './users.js';

export type { Application, Applications, Call, ClientSpec, RateLimit, SandboxOptions } from './types.js';
export type { Sandbox } from './sandbox.js';
export type { FaultControl, FaultName, FaultRule } from './faults.js';
export type { LoggedRequest, RequestLog } from './request-log.js';
export type { ClientRow, DistributionListRow, SiteRow, UserRow } from './data/rows.js';
export type { Client } from './data/client.js';
export type { World } from './data/world.js';
export * from './data/clients.js';

/**
 * Starts a sandbox that behaves as `docs/halo-api.md` says HaloPSA does.
 * @throws if the port cannot be opened, for instance EADDRINUSE
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', seed = 4010, tenant = 'sandbox', clock = Date.now, path = '' } = options;
  const applications = makeApplications(seed);
  const known = Object.values(applications);
  const clients = [...(options.clients ?? USUAL_CLIENTS), ...(options.big ? [{ name: BIG, people: options.big }] : [])];
  const world = new World(seed, clients, options.generalUserName ?? 'General User');
  const lifetimeSeconds = options.tokenLifetimeSeconds ?? 3600;
  const tokens = new Tokens(known, tenant, lifetimeSeconds, clock);
  const faults = new FaultControl();
  const requests = new RequestLog();
  const rateLimit = options.rateLimit ?? 'off';
  const setting: Setting = {
    api: apiSetting(options, world, tokens),
    token: { applications: known, tokens, tenant, requireTenant: options.requireTenant ?? false, lifetimeSeconds },
    path,
    authUrl: options.authUrl,
    rateLimit,
    window: new RateWindow(rateLimit, clock),
    faults,
    requests,
    clock,
    refuseFor: (ms) => door.refuseFor(ms),
  };
  const door = await openDoor(createSandboxServer(setting), options.port ?? 0, host);
  const { clientId, clientSecret } = applications.main;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${door.port}`;
  return {
    url: `${origin}${path}`,
    origin,
    port: door.port,
    tenantId: tenant,
    clientId,
    clientSecret,
    applications,
    world,
    faults,
    requests,
    expireTokens: () => tokens.expireAll(),
    refuse: door.refuse,
    accept: door.accept,
    close: door.close,
  };
}

function apiSetting(options: SandboxOptions, world: World, tokens: Tokens): ApiSetting {
  return {
    world,
    users: new Users(world),
    tokens,
    pageCap: options.pageCap ?? 100,
    expiredTokenStatus: options.expiredTokenStatus ?? 401,
    distributionLists: options.distributionLists ?? 'on',
    distributionListsEnvelope: options.distributionListsEnvelope ?? 'array',
    listsRefusal: options.listsRefusal ?? 403,
    details: options.details ?? 'bare',
    clientSearch: options.clientSearch ?? 'ignored',
  };
}

/** Starts and stops listening, always on the port of the first start. */
async function openDoor(server: Server, wanted: number, host: string) {
  await listen(server, wanted, host);
  const { port } = server.address() as AddressInfo;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const refuse = async () => {
    clearTimeout(timer);
    if (!server.listening) return;
    const down = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await down;
  };
  const accept = async () => {
    clearTimeout(timer);
    if (!server.listening && !closed) await listen(server, port, host);
  };
  const refuseFor = (ms: number) => {
    void refuse().then(() => {
      if (!closed) timer = setTimeout(() => void accept().catch(() => undefined), ms);
    });
  };
  const close = async () => {
    closed = true;
    await refuse();
  };
  return { port, refuse, accept, refuseFor, close };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
