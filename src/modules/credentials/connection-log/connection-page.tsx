import type { VNode } from 'preact';
import type { ConnectionLogEntry } from './connection-event.js';
import type { ConnectionFault } from '../../../facts/index.js';
import { Banner } from '../../../views/components/banner.js';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { ExportMenu } from '../../../views/components/export-menu.js';
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
  lastSuccess?: ConnectionLogEntry | undefined;
  lastFailure?: ConnectionLogEntry | undefined;
  /** ?before= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /halopsa */
export function ConnectionPage(props: ConnectionPageProps): VNode {
  const { visitor, connection, log, page, banner } = props;
  const isAdmin = visitor.role === 'admin';
  return (
    <Page
      title="HaloPSA"
      visitor={visitor}
      current="halopsa"
      banner={banner}
      lead="The connection of your reseller account, and everything that was done with its credentials."
    >
      {connection ? (
        <Connected {...props} connection={connection} isAdmin={isAdmin} />
      ) : (
        <NotConnected isAdmin={isAdmin} />
      )}
      {(log.length > 0 || page.at !== null) && (
        <section class="section" aria-labelledby="log-title">
          <h2 id="log-title">Log</h2>
          {log.length > 0 && <ExportMenu action="/halopsa/export" />}
          <Timeline entries={log.map(logLine)} />
          <Pager label="the log" path="/halopsa" cursor="before" page={page} />
        </section>
      )}
    </Page>
  );
}

interface ConnectedProps extends Pick<ConnectionPageProps, 'lastSuccess' | 'lastFailure'> {
  connection: NonNullable<ConnectionPageProps['connection']>;
  isAdmin: boolean;
}

function Connected({ connection, isAdmin, lastSuccess, lastFailure }: ConnectedProps): VNode {
  const { host, signInHost, tenantId, since, by, fingerprint, secretFault } = connection;
  return (
    <section class="panel" aria-labelledby="connected-title">
      <div class="panel-head">
        <h2 id="connected-title">
          Connected to <Name>{host}</Name>
        </h2>
        {isAdmin && <Actions />}
      </div>
      {secretFault && <SecretFault fault={secretFault} />}
      <DefinitionList
        facts={[
          ...(signInHost === null ? [] : [{ term: 'Signs in at', value: <Name>{signInHost}</Name> }]),
          { term: 'Tenant ID', value: tenantId ? <Name>{tenantId}</Name> : '–' },
          { term: 'Since', value: <Moment at={since} /> },
          { term: 'Stored by', value: <Name>{by}</Name> },
          ...(fingerprint === null ? [] : [{ term: 'Fingerprint of the secret', value: <code>{fingerprint}</code> }]),
          { term: 'Last success', value: <Use entry={lastSuccess} /> },
          { term: 'Last failure', value: <Use entry={lastFailure} /> },
        ]}
      />
    </section>
  );
}

function Actions(): VNode {
  return (
    <div class="form-actions">
      <ButtonForm action="/halopsa/test" small icon="plug" busy="Asking HaloPSA…">
        Test connection
      </ButtonForm>
      <ButtonLink small icon="pencil" href="/halopsa/credentials">
        Replace credentials
      </ButtonLink>
      <ButtonLink small icon="unplug" href="/halopsa/remove">
        Remove credentials
      </ButtonLink>
    </div>
  );
}

function Use({ entry }: { entry: ConnectionLogEntry | undefined }): VNode {
  if (!entry) return <>None yet</>;
  const isTest = entry.event.kind === 'tested' || entry.event.kind === 'test-failed';
  const { what, detail } = logLine(entry);
  return (
    <>
      <Moment at={entry.at} />: {isTest ? <a href="/halopsa/test">{what}</a> : what}
      {detail && <span class="hint"> {detail}</span>}
    </>
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
          <ButtonLink kind="primary" icon="plug" href="/halopsa/credentials">
            Connect HaloPSA
          </ButtonLink>
        )
      }
    >
      {isAdmin
        ? 'Enter the credentials of an API application of your HaloPSA. They are stored once, for all Teams.'
        : 'No credentials are stored. An admin stores them here, or with the first PSA Import.'}
    </EmptyState>
  );
}
