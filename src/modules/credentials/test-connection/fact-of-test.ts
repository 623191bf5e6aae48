import type { ConnectionFact, ConnectionTest, GroupsFault } from '../../../facts/index.js';
import type { ConnectionProbe } from '../../halo-connector/index.js';

type TestFact = Extract<ConnectionFact, { type: 'ConnectionTested' | 'ConnectionTestFailed' }>;
type Found = Omit<ConnectionProbe, 'fault'> & { readonly fault: GroupsFault | null };

/** What is found if nothing can be asked. */
export const NOTHING_ASKED: Omit<Found, 'fault'> = {
  ...{ tenantNamed: null, rights: null, clients: null, people: null, lists: null, listsFault: null },
  retryAt: undefined,
  limit: { requests: 0, refused: 0, waitedMs: 0, stated: null, own: null },
};

/**
 * What a test is recorded as. A HaloPSA that shows no clients is a failure: it answers so to an agent who may not see any.
 * @param tested the credentials that were tested
 * @param secretSentTo origins that received the secret
 */
export function factOfTest(
  { baseUrl, tenantId }: { readonly baseUrl: string; readonly tenantId: string | null },
  { fault, tenantNamed, rights, clients, people, lists, listsFault, limit, retryAt }: Found,
  secretSentTo: readonly string[],
): TestFact {
  const data: ConnectionTest = {
    ...{ teamId: null, baseUrl, tenantId: tenantId ?? '', tenantNamed },
    retryAt: retryAt?.toISOString() ?? null,
    ...{ rights, clients, people, lists, listsFault, limit, secretSentTo },
  };
  const reason = fault ?? (clients?.count === 0 ? 'sees-no-clients' : null);
  return reason === null
    ? { type: 'ConnectionTested', data }
    : { type: 'ConnectionTestFailed', data: { ...data, reason } };
}
