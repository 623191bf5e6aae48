import type { VNode } from 'preact';
import {
  ConnectionPage,
  type ConnectionLogEntry,
} from '../../src/modules/credentials/connection-log/connection-page.js';
import { CredentialsForm } from '../../src/modules/credentials/credentials-form/credentials-form.js';
import { GroupsPage } from '../../src/modules/credentials/groups-page/groups-page.js';
import { SitesPage } from '../../src/modules/credentials/load-sites/sites-page.js';
import { RemoveCredentialsConfirm } from '../../src/modules/credentials/remove-credentials/remove-confirm.js';
import { ErrorPage } from '../../src/views/errors/error-page.js';
import { SettingsPage } from '../../src/modules/access/settings/settings-page.js';
import { SignInPage } from '../../src/modules/access/sign-in.js';
import { UnfinishedListPage } from '../../src/modules/credentials/groups-page/unfinished-list-page.js';
import { ArchiveConfirm } from '../../src/modules/teams/archive-team/archive-confirm.js';
import { ReopenConfirm } from '../../src/modules/teams/reopen-team/reopen-confirm.js';
import { MemberForm } from '../../src/modules/teams/add-user/member-form.js';
import { RemoveMemberConfirm } from '../../src/modules/teams/remove-user/remove-member-confirm.js';
import { TeamForm } from '../../src/modules/teams/team-form.js';
import type { TeamChange } from '../../src/modules/teams/members/team-changes.js';
import { TestPage, type TestPageProps } from '../../src/modules/credentials/test-connection/test-page.js';
import { TeamPage } from '../../src/modules/teams/members/team-page.js';
import { TeamsPage } from '../../src/modules/teams/team-list/teams-page.js';
import { Opened } from '../../src/views/opened.js';
import { flash } from '../../src/views/words/banners.js';
import { importPages } from './sample-imports.js';
import { runPages } from './sample-runs.js';
import { timelinePages } from './sample-timelines.js';
import { admin, at, auditor, clientAdmin, firstPage, northwind, someMembers, someTeams, uuid } from './samples.js';

const connection = {
  signInHost: 'auth.example.com',
  host: 'northwind.halopsa.com',
  since: at(-40_000),
  by: 'Ada Adeyemi',
};
const values = { tenantId: 'northwind', clientId: '0b5e7c1e-93c2-4c5c-9a55-0a3d2d3a1f10', baseUrl: '' };
const groups = [
  ...['Contoso Ltd', 'Fabrikam Residences', 'Łódź Spółka z o.o.', 'Ørsted Marine', '株式会社サンプル'].map(
    (name, index) => ({
      value: `client:${index + 1}`,
      name,
      kind: 'client' as const,
    }),
  ),
  { value: 'list:7', name: 'Newsletter subscribers', kind: 'list' as const },
];

const lastTest: Pick<TestPageProps, 'at' | 'by' | 'host' | 'test'> = {
  ...{ at: at(-2), by: 'Ada Adeyemi', host: 'northwind.halopsa.com' },
  test: {
    ...{ teamId: null, baseUrl: 'https://northwind.halopsa.com', tenantId: 'northwind', tenantNamed: 'northwind' },
    ...{ clients: { count: 838, atLeast: false }, people: { count: 31_065, atLeast: false }, retryAt: null },
    lists: null,
    listsFault: 'lists-not-permitted',
    ...{ secretSentTo: ['https://northwind.halopsa.com'] },
    rights: { customers: true, lists: false },
    limit: {
      ...{ requests: 6, refused: 0, waitedMs: 0, stated: null },
      own: { most: 300, windowMs: 300_000, used: 17 },
    },
  },
} as const;

const unfinished = { rosterId: uuid(400), groupName: 'Contoso Ltd', ticked: 12, begunAt: at(-20) };

const teamHistory: TeamChange[] = [
  { position: '3', kind: 'reopened', name: null, previousName: null, at: at(-100), by: 'Ada Adeyemi' },
  { position: '2', kind: 'renamed', name: 'Northwind', previousName: 'Nordwind', at: at(-200), by: 'Ada Adeyemi' },
  { position: '1', kind: 'added', name: 'Nordwind', previousName: null, at: at(-300), by: 'Ada Adeyemi' },
];

const log: ConnectionLogEntry[] = [
  {
    id: '6',
    at: at(-5),
    by: 'Ada Adeyemi',
    team: northwind,
    event: { kind: 'users-loaded', group: 'Contoso Ltd', announced: 2_512, received: 2_500 },
  },
  { id: '5', at: at(-6), by: 'Ada Adeyemi', team: northwind, event: { kind: 'groups-loaded', groups: 42 } },
  {
    id: '4',
    at: at(-900),
    by: 'Ada Adeyemi',
    team: northwind,
    event: { kind: 'users-not-loaded', group: 'Contoso Ltd', reason: 'rate-limited' },
  },
  { id: '3', at: at(-950), by: 'Ada Adeyemi', team: null, event: { kind: 'removed' } },
  {
    id: '2',
    at: at(-1_000),
    by: 'Oren Katz',
    team: northwind,
    event: { kind: 'groups-not-loaded', reason: 'wrong-credentials', sentTo: ['northwind.halopsa.com'] },
  },
  {
    id: '1',
    at: at(-40_000),
    by: 'Ada Adeyemi',
    team: northwind,
    event: { kind: 'stored', host: 'northwind.halopsa.com', fingerprint: '9f1c-22ab', sentTo: [] },
  },
];

const demo = {
  password: 'demo-demo-demo',
  people: [
    { email: 'admin@demo.example', label: 'Reseller admin' },
    { email: 'auditor@demo.example', label: 'Auditor' },
    { email: 'client@demo.example', label: 'Client admin' },
  ],
};

const openTeam = { ...northwind, archived: false };
const team = { visitor: admin, team: northwind };

/** Every page in every state that looks different, by name. */
export const samplePages: Readonly<Record<string, VNode>> = {
  'sign-in': <SignInPage demo={demo} />,
  settings: <SettingsPage visitor={{ ...auditor, timeZone: 'Europe/Berlin' }} />,
  'settings-wrong': <SettingsPage visitor={auditor} problem="unknown" typed="Olympus" />,
  'zone-proposed': (
    <Opened.Provider value={{ proposesZone: true, by: 'ada' }}>
      <TeamsPage visitor={auditor} teams={someTeams} q="" archived={false} page={firstPage} />
    </Opened.Provider>
  ),
  'sign-in-wrong': <SignInPage email="ada@demo.example" problem="wrong" />,
  teams: (
    <TeamsPage
      visitor={admin}
      teams={someTeams}
      q=""
      archived={false}
      page={{ at: null, next: 'x' }}
      banner={flash('team-added')}
    />
  ),
  'teams-auditor': (
    <TeamsPage visitor={auditor} teams={someTeams} q="o" archived page={{ at: 'x', next: null, previous: '' }} />
  ),
  'teams-empty': (
    <TeamsPage
      {...{ visitor: admin, teams: [], q: '', archived: false, page: firstPage }}
      firstSteps={{ connected: true, hasTeam: false }}
    />
  ),
  'teams-nothing-found': <TeamsPage visitor={admin} teams={[]} q="zzz" archived={false} page={firstPage} />,
  'team-add': <TeamForm visitor={admin} team={{ newId: uuid(1) }} name="" />,
  'team-edit-wrong': <TeamForm visitor={admin} team={northwind} name="Contoso" problem={{ looksLike: 'Acme' }} />,
  team: (
    <TeamPage
      visitor={admin}
      team={openTeam}
      members={someMembers}
      total={1_204}
      q=""
      page={{ at: null, next: 'x' }}
      history={teamHistory}
    />
  ),
  'team-unfinished': (
    <TeamPage
      visitor={admin}
      team={openTeam}
      members={someMembers}
      total={6}
      q=""
      page={firstPage}
      lists={[unfinished, { ...unfinished, rosterId: uuid(401), groupName: 'Ørsted Marine', ticked: 1_204 }]}
      banner={flash('list-discarded')}
    />
  ),
  'team-client-admin': (
    <TeamPage
      visitor={clientAdmin}
      team={openTeam}
      members={someMembers}
      total={6}
      q=""
      page={firstPage}
      banner={flash('person-added')}
    />
  ),
  'team-archived': (
    <TeamPage
      visitor={admin}
      team={{ ...northwind, archived: true }}
      members={someMembers}
      total={6}
      q="a"
      page={firstPage}
    />
  ),
  'team-empty': <TeamPage visitor={admin} team={openTeam} members={[]} total={0} q="" page={firstPage} />,
  'team-archive': <ArchiveConfirm {...team} people={1_204} />,
  'team-reopen': <ReopenConfirm {...team} people={1_204} />,
  'member-add': <MemberForm visitor={clientAdmin} team={northwind} newId={uuid(2)} name="" email="" />,
  'member-add-wrong': (
    <MemberForm
      {...team}
      newId={uuid(2)}
      name=""
      email="zoe@"
      problems={{ name: 'missing', email: 'already-has-account' }}
    />
  ),
  'member-remove': (
    <RemoveMemberConfirm {...team} member={{ accountId: uuid(3), name: 'Zoë Åkesson', email: 'zoe@contoso.example' }} />
  ),
  credentials: <CredentialsForm {...team} values={{ tenantId: '', clientId: '', baseUrl: '' }} replacing={false} />,
  'credentials-demo': (
    <CredentialsForm {...team} values={{ tenantId: '', clientId: '', baseUrl: '' }} replacing={false} offersSandbox />
  ),
  'credentials-wrong': (
    <CredentialsForm
      {...team}
      values={values}
      replacing={false}
      fault="wrong-credentials"
      problems={{ tenantId: 'missing' }}
    />
  ),
  'credentials-other-host': (
    <CredentialsForm
      {...team}
      values={values}
      replacing
      fault="other-sign-in-host"
      otherSignInHost="https://auth.example.com"
    />
  ),
  'credentials-see-nothing': (
    <CredentialsForm
      {...team}
      values={values}
      replacing
      fault="sees-no-clients"
      mayStoreAnyway
      storedSignInHost="https://auth.example.com"
    />
  ),
  'credentials-not-permitted': <CredentialsForm {...team} values={values} replacing fault="not-permitted" />,
  'groups-loading': <GroupsPage {...team} connection={connection} groups={{ state: 'loading' }} />,
  groups: (
    <GroupsPage
      {...team}
      connection={connection}
      groups={{ state: 'loaded', groups, loadedAt: at(-1) }}
      banner={flash('credentials-stored')}
      unfinished={[unfinished, { ...unfinished, rosterId: uuid(401), groupName: 'Ørsted Marine', ticked: 1_204 }]}
    />
  ),
  'list-unfinished': (
    <UnfinishedListPage {...team} group={{ value: 'client:1', name: 'Contoso Ltd' }} list={unfinished} />
  ),
  'groups-nothing-selected': (
    <GroupsPage
      {...team}
      connection={connection}
      groups={{ state: 'loaded', groups, announced: 60, loadedAt: at(-1) }}
      problem="missing"
    />
  ),
  'groups-empty': (
    <GroupsPage {...team} connection={connection} groups={{ state: 'loaded', groups: [], loadedAt: at(-1) }} />
  ),
  'groups-failed': (
    <GroupsPage {...team} connection={connection} groups={{ state: 'failed', fault: 'wrong-credentials' }} />
  ),
  'groups-failed-kept': (
    <GroupsPage
      {...team}
      connection={connection}
      groups={{
        state: 'failed',
        fault: 'rate-limited',
        retryAt: at(5),
        kept: { state: 'loaded', groups, loadedAt: at(-1) },
      }}
    />
  ),
  sites: (
    <SitesPage
      {...team}
      client={{ value: 'client-1', name: 'Contoso Ltd' }}
      q=""
      loaded={{
        sites: [
          'Headquarters',
          'Warehouse, Rotterdam',
          'Łódź',
          'A site whose name goes on and on, past the end of every column',
        ].map((name, index) => ({ value: `site-1-${index}`, name, inactive: index === 1 })),
        page: { at: null, next: '18' },
        ...{ of: 1_230, announced: 1_231, unusable: 2, unsure: true, loadedAt: at(-1) },
      }}
    />
  ),
  'sites-failed': (
    <SitesPage {...team} client={{ value: 'client-1', name: 'Contoso Ltd' }} q="" failed={{ fault: 'timed-out' }} />
  ),
  'credentials-remove': <RemoveCredentialsConfirm visitor={admin} host="northwind.halopsa.com" />,
  halopsa: (
    <ConnectionPage
      visitor={admin}
      connection={{
        ...connection,
        tenantId: 'northwind',
        fingerprint: '9f1c-22ab',
        secretFault: 'secret-does-not-open',
      }}
      log={log}
      page={{ at: null, next: 'x' }}
    />
  ),
  'halopsa-connected': (
    <ConnectionPage
      visitor={admin}
      connection={{ ...connection, tenantId: 'northwind', fingerprint: '9f1c-22ab', secretFault: null }}
      log={log}
      lastSuccess={log[0]}
      lastFailure={log[2]}
      page={firstPage}
    />
  ),
  'halopsa-auditor': (
    <ConnectionPage
      visitor={auditor}
      connection={{ ...connection, tenantId: '', fingerprint: null, secretFault: null }}
      log={log}
      lastSuccess={log[0]}
      page={firstPage}
    />
  ),
  'halopsa-test': <TestPage {...lastTest} visitor={admin} fault={null} credentials="as-tested" />,
  'halopsa-test-failed': (
    <TestPage
      {...lastTest}
      visitor={admin}
      fault="rate-limited"
      credentials="as-tested"
      test={{
        ...lastTest.test,
        ...{ tenantNamed: 'northwind-eu', people: null, lists: null, listsFault: null, retryAt: at(4).toISOString() },
        rights: { customers: true, lists: null },
        limit: {
          ...lastTest.test.limit,
          ...{ refused: 1, waitedMs: 12_000, stated: { requests: 300, windowMs: 300_000, retryAfterMs: 40_000 } },
        },
      }}
    />
  ),
  'halopsa-test-replaced': (
    <TestPage {...lastTest} visitor={auditor} fault="wrong-credentials" credentials="replaced" />
  ),
  'halopsa-connect': <CredentialsForm visitor={admin} team={null} values={values} replacing={false} offersSandbox />,
  'halopsa-empty': <ConnectionPage visitor={admin} connection={null} log={[]} page={firstPage} />,
  ...importPages,
  ...timelinePages,
  ...runPages,
  error: (
    <ErrorPage
      visitor={auditor}
      status={403}
      title="This is not allowed"
      message="Your role does not include this page."
      correlationId={uuid(9)}
    />
  ),
};
