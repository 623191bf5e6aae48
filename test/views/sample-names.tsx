import type { VNode } from 'preact';
import { ImportPage } from '../../src/modules/history/imports/import-page.js';
import { ImportsPage } from '../../src/modules/history/imports/imports-page.js';
import { RosterConfirmPage } from '../../src/modules/imports/import-users/roster-confirm.js';
import { RosterPage } from '../../src/modules/rosters/people/roster-page.js';
import type { RosterRow } from '../../src/modules/rosters/roster-types.js';
import { TeamPage } from '../../src/modules/teams/members/team-page.js';
import { TeamsPage } from '../../src/modules/teams/team-list/teams-page.js';
import { confirmation, entry, everyone, roster } from './sample-imports.js';
import { admin, at, firstPage, someMembers, someTeams, uuid } from './samples.js';

/** Names as real lists have them: two short words, one endless word, and scripts that run from right to left. */
const names = [
  'General User',
  'Wolfeschlegelsteinhausenbergerdorff'.repeat(3),
  'שלום עולם (בע״מ)',
  'Anne-Sophie Vandenbroucke-Dewulf',
  'محمد بن عبد الله',
];
const addresses = [
  'general.user@contoso.example',
  `${'x'.repeat(64)}@${'subsidiary.'.repeat(10)}contoso.example`,
  'shalom@contoso-international-holdings.example',
];
const nameOf = (index: number) => names[index % names.length] ?? '';
const emailOf = (index: number) => addresses[index % addresses.length] ?? '';

const rows: readonly RosterRow[] = Array.from({ length: 45 }, (_, index) => ({
  ...(roster.rows[index % roster.rows.length] as RosterRow),
  haloId: 2_000 + index,
  name: nameOf(index),
  email: emailOf(index),
  site: index % 4 === 0 ? 'Rotterdam Europoort' : 'Main',
}));
const team = { id: uuid(100), name: names[2] ?? '', archived: false };
const endless = { id: uuid(101), name: (names[1] ?? '').slice(0, 100), archived: false };
const members = someMembers.map((member, index) => ({ ...member, name: nameOf(index), email: emailOf(index) }));

/** Pages whose rows are many and whose names are hard to lay out. */
export const hardPages: Readonly<Record<string, VNode>> = {
  'hard-roster': <RosterPage {...roster} team={team} rows={rows} range={{ from: 1, to: 45, of: 45, size: 100 }} />,
  'hard-roster-confirm': (
    <RosterConfirmPage
      {...confirmation}
      team={endless}
      group={{ value: 'client:1', name: nameOf(1) }}
      numbers={{ listed: 45, toImport: 40, rejected: 3, alreadyInTeam: 1, leftOut: 1 }}
      unusual={{ people: rows.slice(0, 10), total: 40 }}
      tickVersion={1}
    />
  ),
  'hard-team': <TeamPage visitor={admin} team={team} members={members} total={6} q="" page={firstPage} />,
  'hard-team-endless': <TeamPage visitor={admin} team={endless} members={members} total={6} q="" page={firstPage} />,
  'hard-teams': (
    <TeamsPage
      visitor={admin}
      teams={[...Array(30).keys()].map((index) => ({
        ...(someTeams[0] as (typeof someTeams)[number]),
        id: uuid(500 + index),
        name: nameOf(index).slice(0, 100),
      }))}
      q=""
      archived={false}
      page={firstPage}
    />
  ),
  'hard-import': (
    <ImportPage
      visitor={{ ...admin, name: nameOf(1), email: emailOf(1), resellerName: nameOf(1) }}
      entry={{ ...entry, team, group: nameOf(1), by: nameOf(4) }}
      people={rows.map(({ haloId, name, email, blocked }) => ({
        ...{ haloId, name, email, at: at(0), accountId: blocked ? null : uuid(300) },
        outcome: blocked ? { rejected: blocked } : 'imported',
      }))}
      {...everyone}
      page={firstPage}
    />
  ),
  'hard-imports': (
    <ImportsPage
      visitor={admin}
      imports={names.map((name, index) => ({
        ...entry,
        id: uuid(600 + index),
        team: { ...team, name: name.slice(0, 100) },
        group: name,
        by: name,
      }))}
      choices={{ teams: someTeams, actors: someTeams, groups: someTeams }}
      filter={{ values: {}, problems: {} }}
      page={firstPage}
    />
  ),
};
