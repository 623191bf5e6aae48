import { connectionLogProjection } from './connection-log/connection-log.js';
import { CredentialsRow } from './credentials-row.js';

export { CredentialsModule } from './credentials.module.js';
export const credentialProjections = [connectionLogProjection];
/** For MikroORM. */
export const credentialEntities = [CredentialsRow];

export { ConnectionWords } from './connection-words.js';
export { connectionStream, usersLoaded, usersNotLoaded, type LoadCounts } from './connection-stream.js';
export {
  CredentialStore,
  partyOf,
  type CredentialUse,
  type StoredConnection,
  type StoredCredentials,
} from './credential-store.js';
export type { GroupKey, GroupReference, GroupsFault, HaloConnectionEvent, UsersFault } from '../../facts/connection-events.js';
export { GroupSnapshots } from './group-snapshot.js';
export { groupValue, parseGroupValue } from './group-value.js';
export { assertKeysPresent } from './sealing/assert-keys-present.js';
export { SiteSnapshots, type SitePage } from './site-snapshot.js';
export { SecretDoesNotOpen, type SecretFault } from './sealing/seal.js';
export { CredentialUseLog } from './use-log.js';
