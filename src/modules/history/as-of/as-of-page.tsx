import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { DayForm } from '../../../views/components/day-form.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { isolated, Name } from '../../../views/components/name.js';
import { people } from '../../../views/components/number.js';
import { Pager } from '../../../views/components/pager.js';
import { Found, SearchForm } from '../../../views/components/search-form.js';
import { Table } from '../../../views/components/table.js';
import { dayText } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import type { TypedDay } from '../../../shared/typed-day.js';
import { zoneName } from '../../../shared/zones.js';
import { memberColumns, type MemberRow, type TeamThen } from '../../teams/index.js';

interface AsOfPageProps {
  visitor: Viewer;
  team: TeamRef;
  /** ?day= */
  day: TypedDay;
  /** the Team at the end of the day; undefined: it did not exist yet */
  then: TeamThen | undefined;
  /** the day has not ended yet */
  isOpen: boolean;
  members: readonly MemberRow[];
  /** ?q= */
  q: string;
  /** ?after= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /teams/:id/as-of */
export function AsOfPage(props: AsOfPageProps): VNode {
  const { visitor, team, day, then, q, banner } = props;
  const path = `/teams/${team.id}/as-of`;
  const label = day.day === undefined ? 'an earlier day' : dayText(day.day);
  return (
    <Page
      title={`${isolated(team.name)} as of ${label}`}
      visitor={visitor}
      current="teams"
      banner={banner}
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: team.name, href: `/teams/${team.id}` },
        { label: `As of ${label}` },
      ]}
      lead="Who was in this Team at the end of a day, under the names of then."
      action={
        <ButtonLink icon="users" href={`/teams/${team.id}`}>
          Show today
        </ButtonLink>
      }
    >
      <div class="toolbar">
        <DayForm
          {...{ path, id: 'day', label: 'As of the end of', value: day.typed, keep: { q } }}
          error={day.isWrong ? 'Enter a day of the calendar, such as 2026-03-05.' : undefined}
        />
        {then && <SearchForm path={path} label="Search people of then" q={q} keep={{ day: day.day }} live />}
      </div>
      {day.day !== undefined && <Statement {...props} day={day.day} />}
      {day.day !== undefined && then && <Members {...props} path={path} day={day.day} />}
    </Page>
  );
}

/** What is shown, in words, so that it is not taken for today. */
function Statement({ day, then, isOpen, page, q }: Omit<AsOfPageProps, 'day'> & { day: string }): VNode {
  const when = `${dayText(day)}, in the zone ${zoneName(useZone())}`;
  if (!then) return <Banner kind="info" title={`At the end of ${when}, this Team did not exist.`} />;
  const total = page.range?.of;
  const who =
    q !== ''
      ? 'The people found were'
      : `${total == null ? 'More than 10,000 people' : people(total)} ${total === 1 ? 'was' : 'were'}`;
  const title = isOpen
    ? `${dayText(day)} has not ended yet: this is how it stands now.`
    : `${who} in this Team at the end of ${when}.`;
  const text = then.nowCalled === undefined ? undefined : `It was called ${isolated(then.name)} then.`;
  return <Banner kind="info" title={title} text={text} />;
}

function Members({
  visitor,
  team,
  members,
  q,
  page,
  path,
  day,
}: Omit<AsOfPageProps, 'day'> & { path: string; day: string }): VNode {
  const label = `people in ${isolated(team.name)} then`;
  const pager = { label, path, query: { day, q }, cursor: 'after', page } as const;
  return (
    <Found>
      <Pager {...pager} above />
      {members.length === 0 ? (
        <EmptyState icon="users" title={q === '' ? 'No one was in this Team' : 'No one found'}>
          {q === '' ? (
            'Everyone came later, or had left before.'
          ) : (
            <>
              No one who was in this Team then has “<Name>{q}</Name>” in the name of then or the email address.
            </>
          )}
        </EmptyState>
      ) : (
        <Table
          caption={`People in ${isolated(team.name)} at the end of ${dayText(day)}`}
          columns={memberColumns({ ...visitor, role: 'auditor' }, team)}
          rows={members}
          rowKey={(member) => member.accountId}
        />
      )}
      <Pager {...pager} />
    </Found>
  );
}
