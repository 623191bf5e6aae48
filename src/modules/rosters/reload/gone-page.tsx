import type { VNode } from 'preact';
import { Chip } from '../../../views/components/chip.js';
import { isolated, Name } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { Pager } from '../../../views/components/pager.js';
import { Table, type Column } from '../../../views/components/table.js';
import { personName } from '../../../views/words/reasons.js';
import { Page } from '../../../views/layout/page.js';
import type { Keyset } from '../../../views/types.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import type { RosterFrame } from '../people/roster-frame.js';
import type { GonePerson } from './gone-people.js';

interface Props extends RosterFrame {
  gone: number;
  page: Keyset & { readonly rows: readonly GonePerson[] };
}

const columns: readonly Column<GonePerson>[] = [
  {
    head: 'Name',
    title: true,
    cell: ({ name, ticked }) => (
      <span class="with-chips">
        <Name>{personName(name)}</Name> {ticked && <Chip>Was ticked</Chip>}
      </span>
    ),
  },
  {
    head: 'Email address',
    class: 'email',
    cell: ({ email }) => (email === null ? <span class="secondary">No address</span> : <Name>{email}</Name>),
  },
];

/** GET /rosters/:id/gone */
export function GonePage({ visitor, team, group, rosterId, gone, page }: Props): VNode {
  const pager = { label: 'the people who are gone', path: `/rosters/${rosterId}/gone`, cursor: 'after', page } as const;
  return (
    <Page
      title="Gone from the list"
      about={isolated(group.name)}
      visitor={visitor}
      current="teams"
      lead={
        <>
          {people(gone)} of <Name>{group.name}</Name> {gone === 1 ? 'was' : 'were'} in the list before it was reloaded,
          and {gone === 1 ? 'is' : 'are'} not in HaloPSA’s list any more.
        </>
      }
      breadcrumbs={psaImportCrumbs(team, { label: group.name, href: `/rosters/${rosterId}` }, { label: 'Gone' })}
    >
      <Table caption="People who are gone" columns={columns} rows={page.rows} rowKey={({ haloId }) => haloId} />
      <Pager {...pager} />
    </Page>
  );
}
