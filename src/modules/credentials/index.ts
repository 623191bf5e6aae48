import { connectionLogProjection } from './connection-log/connection-log.js';
import { CredentialsRow } from './credentials-row.js';

export { CredentialsModule } from './credentials.module.js';
export const credentialProjections = [connectionLogProjection];
/** For MikroORM. */
export const credentialEntities = [CredentialsRow];

export { connectionStream, usersLoaded, usersNotLoaded, type LoadCounts } from './connection-stream.js';
export { CredentialStore, partyOf, type StoredCredentials } from './credential-store.js';
export { GroupSnapshots } from './group-snapshot.js';
export { LoadGroups } from './load-groups/load-groups.js';
export { groupValue, parseGroupValue } from './group-value.js';
export { SiteSnapshots } from './site-snapshot.js';
export { SecretDoesNotOpen } from './sealing/seal.js';
export { psaImportCrumbs } from './crumbs.js';
export type { GroupProblem } from './groups-page/select-group.js';
export { UnfinishedListPage } from './groups-page/unfinished-list-page.js';
export { PastImports, type PastImport } from './groups-page/past-imports.js';
export { readGroupEntry } from './groups-page/group-entry.js';
export { PsaImportPages } from './groups-page/psa-import-pages.js';
export { sitesPath } from './load-sites/sites-path.js';
