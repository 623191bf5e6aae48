import type { VNode } from 'preact';
import type { ConnectionTest, GroupsFault } from '../../../facts/index.js';
import { Banner } from '../../../views/components/banner.js';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { Name } from '../../../views/components/name.js';
import { Moment } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { BannerProps, Viewer } from '../../../views/types.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { rowsText } from '../../../views/words/rows-seen.js';
import { fieldOfFault } from '../credentials-form/credential-words.js';
import { LimitFacts } from './limit-facts.js';
import { RightsTable } from './rights-table.js';

export interface TestPageProps {
  visitor: Viewer;
  test: ConnectionTest;
  /** null: people can be imported */
  fault: GroupsFault | null;
  host: string;
  at: Date;
  by: string;
  /** what has become of the credentials that were tested */
  credentials: 'as-tested' | 'replaced' | 'removed';
  banner?: BannerProps | undefined;
}

/** GET /halopsa/test: what the last test found. */
export function TestPage(props: TestPageProps): VNode {
  const { visitor, test, fault, host, at, by, banner } = props;
  const mayTest = visitor.role === 'admin' && props.credentials !== 'removed';
  return (
    <Page
      title="Test of the HaloPSA connection"
      visitor={visitor}
      current="halopsa"
      banner={banner}
      breadcrumbs={[{ label: 'HaloPSA', href: '/halopsa' }, { label: 'Test' }]}
      action={
        mayTest && (
          <ButtonForm action="/halopsa/test" kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
            Test again
          </ButtonForm>
        )
      }
    >
      <Verdict test={test} fault={fault} />
      {props.credentials !== 'as-tested' && <Outdated credentials={props.credentials} mayTest={mayTest} />}
      <section class="panel" aria-labelledby="seen-title">
        <div class="panel-head">
          <h2 id="seen-title">
            What <Name>{host}</Name> answered
          </h2>
          {mayTest && fault !== null && fieldOfFault[fault] !== undefined && (
            <ButtonLink small icon="pencil" href="/halopsa/credentials">
              Replace credentials
            </ButtonLink>
          )}
        </div>
        <DefinitionList
          facts={[
            {
              term: 'Tested',
              value: (
                <>
                  <Moment at={at} /> by <Name>{by}</Name>
                </>
              ),
            },
            { term: 'Tenant', value: <Tenant {...test} /> },
            { term: 'Clients', value: rowsText(test.clients) },
            { term: 'People', value: rowsText(test.people) },
            { term: 'Distribution lists', value: listsText(test) },
          ]}
        />
      </section>
      <RightsTable test={test} />
      <LimitFacts limit={test.limit} />
    </Page>
  );
}

function Verdict({ test, fault }: Pick<TestPageProps, 'test' | 'fault'>): VNode {
  const zone = useZone();
  if (fault !== null) {
    const { what, next } = haloFault(fault, test.retryAt === null ? undefined : new Date(test.retryAt), zone);
    return <Banner kind="error" title={what} text={next} />;
  }
  if (test.people?.count === 0) {
    return (
      <Banner
        kind="warning"
        title="HaloPSA shows clients, but no people."
        text="No one can be imported. In HaloPSA, check that the agent of the API application may see users."
      />
    );
  }
  return (
    <Banner
      kind="success"
      title="HaloPSA accepts the credentials, and people can be imported."
      text={test.listsFault ? 'Distribution lists cannot be read: see below.' : undefined}
    />
  );
}

function Outdated({ credentials, mayTest }: { credentials: 'replaced' | 'removed'; mayTest: boolean }): VNode {
  const text =
    credentials === 'removed'
      ? 'What follows is about credentials that are no longer stored.'
      : `What follows is about the credentials that were stored before.${mayTest ? ' Test again to know about the new ones.' : ''}`;
  return <Banner kind="info" title={`The credentials were ${credentials} after this test.`} text={text} />;
}

function Tenant({ tenantId, tenantNamed }: ConnectionTest): VNode {
  if (tenantId === '' && tenantNamed === null) return <>None</>;
  if (tenantNamed === null || tenantNamed === tenantId) return <Name>{tenantId}</Name>;
  return (
    <>
      {tenantId === '' ? 'None is stored' : <Name>{tenantId}</Name>}; HaloPSA calls itself <Name>{tenantNamed}</Name>
    </>
  );
}

function listsText({ lists, listsFault, people }: ConnectionTest): string {
  if (lists) return rowsText(lists);
  if (listsFault) return 'Not readable';
  return people ? 'This HaloPSA has none' : 'Not asked';
}
