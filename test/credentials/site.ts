import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import {
  credentialEntities,
  credentialProjections,
  CredentialsModule,
  PastImports,
  type PastImport,
} from '../../src/modules/credentials/index.js';
import { HaloConnector, type Resolver } from '../../src/modules/halo-connector/index.js';
import { UnfinishedRosters } from '../../src/modules/rosters/unfinished-rosters.js';
import {
  RunningImports,
  teamEntities,
  teamProjections,
  TeamsModule,
  UnfinishedLists,
} from '../../src/modules/teams/index.js';
import { composePortal, signInAll } from '../support/compose.js';
import { ImportsOfATest } from '../teams/support.js';

/** Names that no test shall ask the real world for: those of HaloPSA's own hosts lead nowhere. */
const resolver: Resolver = async (hostname) => {
  if (hostname === 'private.example') return [{ address: '10.0.0.7', family: 4 }];
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
};

class NoPastImports extends PastImports {
  async lastFrom(): Promise<PastImport[]> {
    return [];
  }

  async lastInto(): Promise<undefined> {
    return undefined;
  }

  async cameInto(): Promise<boolean> {
    return false;
  }
}

/** The pages of the HaloPSA connection with sign-in, a person of each role, and a HaloPSA to connect to. */
export async function startCredentialsSite(allow: readonly string[] = []) {
  const [sandbox, dataDir] = await Promise.all([startSandbox(), mkdtemp(join(tmpdir(), 'portal-credentials-'))]);
  const timeouts = { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000, overallMs: 20_000 };
  const halo = new HaloConnector({ allow: [sandbox.url, ...allow], timeouts, resolver });
  const portal = await composePortal({
    projections: [...teamProjections, ...credentialProjections],
    entities: [...teamEntities, ...credentialEntities],
    given: [
      { provide: HaloConnector, useValue: halo },
      { provide: RunningImports, useValue: new ImportsOfATest() },
      { provide: PastImports, useClass: NoPastImports },
      { provide: UnfinishedLists, useClass: UnfinishedRosters },
    ],
    env: { DATA_DIR: dataDir },
    imports: [TeamsModule, CredentialsModule],
  });
  const people = await signInAll(portal);
  const teamId = await people.newTeam('Northwind');
  const strangersTeamId = await people.newTeam('Fabrikam', randomUUID(), people.strangersResellerId);
  await people.newTeam('The client’s Team', people.clientsTeamId);
  const close = async () => {
    await portal.close();
    await Promise.all([halo.close(), sandbox.close(), rm(dataDir, { recursive: true })]);
  };
  return { ...portal, ...people, teamId, strangersTeamId, sandbox, halo, close };
}

export type CredentialsSite = Awaited<ReturnType<typeof startCredentialsSite>>;

/** The form, filled in correctly. */
export function rightForm(sandbox: Sandbox) {
  const { tenantId, clientId, clientSecret, url } = sandbox;
  return { tenantId, clientId, clientSecret, baseUrl: url };
}
