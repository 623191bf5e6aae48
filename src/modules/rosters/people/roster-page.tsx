import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { ErrorSummary } from '../../../views/components/error-summary.js';
import { isolated, Name } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { PostForm } from '../../../views/components/post-form.js';
import { Found } from '../../../views/components/search-form.js';
import { Table } from '../../../views/components/table.js';
import { psaImportCrumbs } from '../../credentials/index.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps } from '../../../views/types.js';
import { rosterColumns } from './roster-columns.js';
import { RosterFilter } from './roster-filter.js';
import { Doubts } from '../list-doubts.js';
import type { ListDoubts, RosterCounts, RosterRows, RosterShow, These } from '../roster-types.js';
import { filterText, rowOrderText, type RowOrder } from './row-query.js';
import type { RosterFrame } from './roster-frame.js';
import { TickBar } from '../ticks/tick-bar.js';
import { RowPager, NothingFound } from './row-pager.js';
import { LeftOut } from './left-out.js';
import { ReloadButton, ReloadLine, type ReloadState } from '../reload/reload-line.js';

export interface RosterPageProps extends RosterFrame, RosterRows {
  counts: RosterCounts;
  show: RosterShow;
  q: string;
  site: string;
  order: RowOrder;
  these: These | null;
  /** where this page begins: the value for `after` and `page:` */
  at: string;
  doubts?: ListDoubts | null | undefined;
  /** Import was pressed without any ticks */
  problem?: 'nobody-ticked' | undefined;
  banner?: BannerProps | undefined;
  reload?: ReloadState | undefined;
}

/**
 * GET /rosters/:id. One form, POST /rosters/:id: `shown` (HaloPSA ids of the rows on the page, comma-separated), `tick` (the ticked ids),
 * `q`, `show`, `site`, `sort`, `applied` (the filter of the page), `after`, and `action`: `filter`, `page:<after>`, `sort:<order>`, `keep:<id>`,
 * `review`, or with the number of people on the button `select-these:`, `select-all:`, `clear-these:` or `clear-all:`.
 */
export function RosterPage(props: RosterPageProps): VNode {
  const { visitor, team, group, counts, rosterId, rows } = props;
  return (
    <Page
      title={isolated(group.name)}
      about={`PSA Import into ${isolated(team.name)}`}
      visitor={visitor}
      current="teams"
      banner={props.banner}
      action={props.reload?.isOffered && <ReloadButton rosterId={rosterId} hasForm={counts.listed > 0} />}
      lead={
        counts.listed > 0 && (
          <>
            Select the people you would like to add to{' '}
            <b>
              <Name>{team.name}</Name>
            </b>
            . {people(counts.listed)} listed.
          </>
        )
      }
      breadcrumbs={psaImportCrumbs(team, { label: `People in ${isolated(group.name)}` })}
    >
      <Warnings {...props} />
      <ReloadLine rosterId={rosterId} reload={props.reload} />
      {counts.listed === 0 ? (
        <Empty {...props} />
      ) : (
        <PostForm id="roster" class="roster" noValidate action={`/rosters/${rosterId}`} data-keeps-place>
          <RosterFilter rosterId={rosterId} counts={counts} filter={props} />
          <input type="hidden" name="sort" id="sort" value={rowOrderText(props.order)} />
          <Found>
            <input type="hidden" name="applied" value={filterText(props)} />
            <input type="hidden" name="after" value={props.at} />
            <input type="hidden" name="shown" value={rows.map(({ haloId }) => haloId).join(',')} />
            <a class="visually-hidden" href="#tick-bar">
              Skip to Import
            </a>
            <LeftOut counts={counts} these={props.these} />
            {rows.length === 0 ? <NothingFound {...props} /> : <People {...props} />}
            <TickBar counts={counts} these={props.these} />
          </Found>
        </PostForm>
      )}
    </Page>
  );
}

function Warnings({ doubts, problem }: RosterPageProps): VNode {
  return (
    <>
      {problem && (
        <ErrorSummary
          problems={[{ field: 'roster', text: 'No one is ticked. Tick at least one person, then press Import.' }]}
        />
      )}
      <Doubts doubts={doubts} />
    </>
  );
}

function People(props: RosterPageProps): VNode {
  const { rows, rosterId, group, team, order } = props;
  return (
    <>
      <RowPager {...props} above />
      <Table
        caption={`People in ${isolated(group.name)}`}
        class="people"
        columns={rosterColumns(rosterId, team.id)}
        rows={rows}
        rowKey={({ haloId }) => String(haloId)}
        sorting={{ ...order, to: (by, desc) => `sort:${desc ? '-' : ''}${by}`, buttons: true }}
      />
      <RowPager {...props} />
      {rows.filter(({ blocked }) => !blocked).length > 1 && (
        <p class="hint range-hint">
          To tick a range, tick its first person, then hold Shift and click the last one. On the keyboard: Shift with ↑
          and ↓.
        </p>
      )}
    </>
  );
}

function Empty({ team }: RosterPageProps): VNode {
  return (
    <EmptyState
      icon="inbox"
      title="HaloPSA shows no one in this group"
      action={
        <ButtonLink kind="primary" href={`/teams/${team.id}/psa-import`}>
          Select another group
        </ButtonLink>
      }
    >
      The group may be empty. HaloPSA also answers like this when the agent of the API application may not see its
      users: check the agent’s roles in HaloPSA, then load the group again.
    </EmptyState>
  );
}
