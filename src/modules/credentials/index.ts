import { connectionLogProjection } from './connection-log/connection-log.js';
import { CredentialsRow } from './credentials-row.js';

export { CredentialsModule } from './credentials.module.js';
export const credentialProjections = [connectionLogProjection];
/** For MikroORM. */
export const credentialEntities = [CredentialsRow];

export { connectionStream, usersLoaded, usersNotLoaded, type LoadCounts } from './connection-stream.js';
export { CredentialStore, partyOf, type StoredCredentials } from './credential-store.js';
export { GroupSnapshots } from './group-snapshot.js';
export { groupValue, parseGroupValue } from './group-value.js';
export { assertKeysPresent } from './sealing/assert-keys-present.js';
export { SiteSnapshots } from './site-snapshot.js';
export { SecretDoesNotOpen } from './sealing/seal.js';
export { CredentialUseLog } from './use-log.js';
export { psaImportCrumbs } from './crumbs.js';
export { UnfinishedLists, type UnfinishedList } from './load-groups/unfinished.js';
export type { GroupProblem } from './load-groups/select-group.js';
export { UnfinishedListPage } from './load-groups/unfinished-lists.js';
export { readGroupEntry } from './load-groups/group-entry.js';
export { PsaImportPages } from './load-groups/psa-import-pages.js';
export { sitesPath } from './load-sites/sites-path.js';
