import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { ButtonForm } from '../../../views/components/button.js';
import { Chip } from '../../../views/components/chip.js';
import { isolated, Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { Table } from '../../../views/components/table.js';
import type { GroupRef, Keyset, TeamRef } from '../../../views/types.js';

export function SiteTable({ team, client, loaded }: { team: TeamRef; client: GroupRef; loaded: LoadedSites }): VNode {
  return (
    <Table
      caption={`Sites of ${isolated(client.name)}`}
      rows={loaded.sites}
      rowKey={({ value }) => value}
      columns={[
        {
          head: 'Site',
          title: true,
          cell: ({ name, inactive }) => (
            <span class="with-chips">
              <Name>{name}</Name> {inactive && <Chip icon="ban">Inactive</Chip>}
            </span>
          ),
        },
        {
          head: 'Import',
          quietHead: true,
          class: 'row-action',
          cell: ({ value, name }) => (
            <ButtonForm small action={showAction(team)} fields={{ group: value }}>
              Show people
              <span class="visually-hidden">
                {' '}
                of <Name>{name}</Name>
              </span>
            </ButtonForm>
          ),
        },
      ]}
    />
  );
}

export function Warnings({ of, announced, unusable, unsure }: LoadedSites): VNode {
  return (
    <>
      {announced > of && (
        <Banner
          kind="warning"
          title={`HaloPSA announced ${sitesIn(announced)}, but sent ${count(of)}.`}
          text="The agent of the API application may not be allowed to see all of them."
        />
      )}
      {unsure && (
        <Banner
          kind="warning"
          title="Some sites may be missing."
          text="They changed in HaloPSA while they were read, or HaloPSA did not say how many there are. Load them again if you do not find yours."
        />
      )}
      {unusable > 0 && (
        <Banner
          kind="info"
          title={`${sitesIn(unusable)} ${unusable === 1 ? 'is' : 'are'} left out.`}
          text="HaloPSA sent them without an ID that can be used, or without a client."
        />
      )}
    </>
  );
}

interface SiteOption extends GroupRef {
  readonly inactive: boolean;
}

export interface LoadedSites {
  /** one page of the sites that match the search */
  readonly sites: readonly SiteOption[];
  readonly page: Keyset;
  /** how many sites came in all, and how many HaloPSA announced */
  readonly of: number;
  readonly announced: number;
  readonly unusable: number;
  readonly unsure: boolean;
  readonly loadedAt: Date;
}

export const showAction = (team: TeamRef) => `/teams/${team.id}/psa-import/rosters`;

export const sitesIn = (n: number) => `${count(n)} ${n === 1 ? 'site' : 'sites'}`;
