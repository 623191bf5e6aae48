import { Global, Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { ExportsModule } from '../exports/index.js';
import { StoredConnections, TeamsModule } from '../teams/index.js';
import { ExportLogController } from './connection-log/export-log.controller.js';
import { ConnectionLogController } from './connection-log/connection-log.controller.js';
import { ConnectionEntries } from './connection-log/connection-entries.js';
import { ConnectionLog } from './connection-log/connection-log.js';
import { ConnectionWriter } from './connection-writer.js';
import { ConnectionWords } from './connection-words.js';
import { CredentialStore } from './credential-store.js';
import { CredentialsFormController } from './credentials-form/credentials-form.controller.js';
import { HalopsaCredentialsController } from './credentials-form/halopsa-credentials.controller.js';
import { CredentialsForms } from './credentials-form/credentials-forms.js';
import { GroupsPageController } from './groups-page/groups-page.controller.js';
import { LoadGroupsController } from './load-groups/load-groups.controller.js';
import { LoadGroupsHandler } from './load-groups/load-groups.js';
import { SentCredentials } from './load-groups/sent-credentials.js';
import { PsaImportPages } from './groups-page/psa-import-pages.js';
import { LoadSitesController } from './load-sites/load-sites.controller.js';
import { LoadSitesHandler } from './load-sites/load-sites.js';
import { GroupSnapshots } from './group-snapshot.js';
import { RemoveCredentialsController } from './remove-credentials/remove-credentials.controller.js';
import { RemoveHaloCredentialsHandler } from './remove-credentials/remove-credentials.js';
import { assertKeysPresent } from './sealing/assert-keys-present.js';
import { TestConnectionController } from './test-connection/test-connection.controller.js';
import { TestConnectionHandler } from './test-connection/test-connection.js';
import { KEYRING, loadKeyring } from './sealing/keyring.js';
import { SiteSnapshots } from './site-snapshot.js';

/**
 * Needs from global modules: CONFIG, `pg.Pool`, EventStore, Outbox, ProjectionRunner (with `credentialProjections`), MikroORM (with
 * `credentialEntities`), CQRS, access, rate limits, HaloConnector and UnfinishedLists. Starts only with a keyring that opens every stored secret.
 * Global, because Teams asks it whether HaloPSA is connected.
 */
@Global()
@Module({
  imports: [ExportsModule, TeamsModule],
  controllers: [
    ...[GroupsPageController, CredentialsFormController, LoadGroupsController, LoadSitesController],
    ...[
      ConnectionLogController,
      ExportLogController,
      HalopsaCredentialsController,
      RemoveCredentialsController,
      TestConnectionController,
    ],
  ],
  providers: [
    {
      provide: KEYRING,
      inject: [CONFIG, pg.Pool],
      useFactory: async (config: Config, pool: pg.Pool) => {
        const keyring = await loadKeyring(config);
        await assertKeysPresent(pool, keyring);
        return keyring;
      },
    },
    ...[ConnectionWriter, CredentialStore, GroupSnapshots, SiteSnapshots, ConnectionLog, ConnectionWords],
    ...[LoadGroupsHandler, LoadSitesHandler, PsaImportPages, RemoveHaloCredentialsHandler, CredentialsForms],
    ...[SentCredentials, ConnectionEntries, TestConnectionHandler],
    { provide: StoredConnections, useExisting: CredentialStore },
  ],
  exports: [CredentialStore, GroupSnapshots, SiteSnapshots, PsaImportPages, StoredConnections],
})
export class CredentialsModule {}
