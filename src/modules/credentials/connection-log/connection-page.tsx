import type { VNode } from 'preact';
import type { ConnectionLogEntry } from './connection-event.js';
import type { ConnectionFault } from '../../../facts/index.js';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name } from '../../../views/components/name.js';
import { Pager } from '../../../views/components/pager.js';
import { Moment } from '../../../views/components/time.js';
import { Timeline } from '../../../views/components/timeline.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, Viewer } from '../../../views/types.js';
import { logLine } from './log-lines.js';
import type { Connection } from '../connection-words.js';

export type { ConnectionEvent, ConnectionLogEntry } from './connection-event.js';

interface ConnectionPageProps {
  visitor: Viewer;
  connection:
    | (Connection & {
        readonly tenantId: string;
        readonly fingerprint: string | null;
        /** the stored secret cannot be used */
        readonly secretFault: ConnectionFault | null;
      })
    | null;
  /** newest first */
  log: readonly ConnectionLogEntry[];
  /** ?before= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /halopsa */
export function ConnectionPage({ visitor, connection, log, page, banner }: ConnectionPageProps): VNode {
  const isAdmin = visitor.role === 'admin';
  return (
    <Page
      title="HaloPSA"
      visitor={visitor}
      current="halopsa"
      banner={banner}
      lead="The connection of your reseller account, and everything that was done with its credentials."
    >
      {connection ? <Connected connection={connection} isAdmin={isAdmin} /> : <NotConnected isAdmin={isAdmin} />}
      {(log.length > 0 || page.at !== null) && (
        <section class="section" aria-labelledby="log-title">
          <h2 id="log-title">Log</h2>
          <Timeline entries={log.map(logLine)} />
          <Pager label="the log" path="/halopsa" cursor="before" page={page} />
        </section>
      )}
    </Page>
  );
}

function Connected({
  connection,
  isAdmin,
}: {
  connection: NonNullable<ConnectionPageProps['connection']>;
  isAdmin: boolean;
}): VNode {
  const { host, signInHost, tenantId, since, by, fingerprint, secretFault } = connection;
  return (
    <section class="panel" aria-labelledby="connected-title">
      <div class="panel-head">
        <h2 id="connected-title">
          Connected to <Name>{host}</Name>
        </h2>
        {isAdmin && (
          <ButtonLink kind="secondary" small icon="unplug" href="/halopsa/remove">
            Remove credentials
          </ButtonLink>
        )}
      </div>
      {secretFault && <SecretFault fault={secretFault} />}
      <DefinitionList
        facts={[
          ...(signInHost === null ? [] : [{ term: 'Signs in at', value: <Name>{signInHost}</Name> }]),
          { term: 'Tenant ID', value: tenantId ? <Name>{tenantId}</Name> : '–' },
          { term: 'Since', value: <Moment at={since} /> },
          { term: 'Stored by', value: <Name>{by}</Name> },
          ...(fingerprint === null ? [] : [{ term: 'Fingerprint of the secret', value: <code>{fingerprint}</code> }]),
        ]}
      />
      {isAdmin && (
        <p class="hint">
          To replace the credentials, open PSA Import of any <a href="/teams">Team</a>.
        </p>
      )}
    </section>
  );
}

function SecretFault({ fault }: { fault: ConnectionFault }): VNode {
  const { what, next } = haloFault(fault);
  return <Banner kind="error" title={what} text={next} />;
}

function NotConnected({ isAdmin }: { isAdmin: boolean }): VNode {
  return (
    <EmptyState
      icon="plug"
      title="Not connected to HaloPSA"
      action={
        isAdmin && (
          <ButtonLink kind="primary" href="/teams">
            Go to Teams
          </ButtonLink>
        )
      }
    >
      {isAdmin
        ? 'Open the Action menu of a Team and select PSA Import: it asks for the credentials once, for all Teams.'
        : 'No credentials are stored. An admin stores them with the first PSA Import.'}
    </EmptyState>
  );
}
