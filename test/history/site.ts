import { randomBytes, randomUUID } from 'node:crypto';
import { NO_STREAM } from '../../src/event-store/index.js';
import { JobsModule } from '../../src/jobs/index.js';
import { credentialEntities } from '../../src/modules/credentials/index.js';
import { HaloConnector } from '../../src/modules/halo-connector/index.js';
import { HistoryModule, historyProjections } from '../../src/modules/history/index.js';
import { ImportRequests } from '../../src/modules/imports/import-users/import-requests.js';
import { teamEntities, teamProjections } from '../../src/modules/teams/index.js';
import { composePortal, signInAll } from '../support/compose.js';
import { importEvents, type ImportOfATest } from './support.js';
import { PATIENCE_MS } from '../support/patience.js';

type Request = NonNullable<Awaited<ReturnType<ImportRequests['find']>>>;

/** Imports that were asked for when a test says so. */
class RequestsOfATest implements Pick<ImportRequests, 'find'> {
  readonly all: (Request & { readonly resellerId: string })[] = [];

  find(resellerId: string, importId: string): Promise<Request | undefined> {
    return Promise.resolve(this.all.find((one) => one.resellerId === resellerId && one.importId === importId));
  }
}

/** The history pages on a log of their own, with Teams and sign-in, and a person of each role. */
export async function startHistorySite() {
  const requests = new RequestsOfATest();
  const portal = await composePortal({
    projections: [...teamProjections, ...historyProjections],
    entities: [...teamEntities, ...credentialEntities],
    imports: [JobsModule, HistoryModule],
    env: { SECRETS_KEYRING: JSON.stringify({ test: randomBytes(32).toString('base64') }) },
    given: [{ provide: HaloConnector, useValue: {} }],
    instead: [{ provide: ImportRequests, useValue: requests }],
  });
  return { ...portal, ...(await signInAll(portal)), requests, newImport: recorder(portal) };
}

/** Records an import, or so much of it, and waits until the pages have it. */
function recorder({ store, runner }: Pick<Awaited<ReturnType<typeof composePortal>>, 'store' | 'runner'>) {
  return async (wanted: ImportOfATest): Promise<string> => {
    const importId = wanted.importId ?? randomUUID();
    const events = importEvents({ ...wanted, importId });
    const { position } = await store.append(`import-${importId}`, NO_STREAM, events);
    if (!(await runner.waitFor(position, PATIENCE_MS))) throw new Error('The projections did not catch up.');
    return importId;
  };
}

export type HistorySite = Awaited<ReturnType<typeof startHistorySite>>;
