import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { DayForm } from '../../../views/components/day-form.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { isolated, Name } from '../../../views/components/name.js';
import { link, Pager } from '../../../views/components/pager.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import type { TypedDay } from '../../../shared/typed-day.js';
import { TimelineEntries } from './timeline-entries.js';
import type { TimelineRow } from './timeline-rows.js';

interface TeamTimelineProps {
  visitor: Viewer;
  team: TeamRef;
  rows: readonly TimelineRow[];
  /** ?people=each: with each person of an import or a removal */
  each: boolean;
  /** ?to= */
  to: TypedDay;
  /** ?before= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

const NOT_A_DAY = 'Enter a day of the calendar, such as 2026-03-05. Until then the newest entries are shown.';

/** GET /teams/:id/history */
export function TeamTimelinePage({ visitor, team, rows, each, to, page, banner }: TeamTimelineProps): VNode {
  const path = `/teams/${team.id}/history`;
  const people = each ? 'each' : null;
  return (
    <Page
      title={`History of ${isolated(team.name)}`}
      visitor={visitor}
      current="teams"
      banner={banner}
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: team.name, href: `/teams/${team.id}` },
        { label: 'History' },
      ]}
      lead="What was done to this Team and its people: when, and by whom."
      action={
        <ButtonLink icon="users" href={`/teams/${team.id}`}>
          Open <Name>{team.name}</Name>
        </ButtonLink>
      }
    >
      <div class="toolbar">
        <nav class="segments" aria-label="Imports and removals of many people">
          <a href={link(path, { to: to.day })} aria-current={each ? undefined : 'true'}>
            Summed up
          </a>
          <a href={link(path, { people: 'each', to: to.day })} aria-current={each ? 'true' : undefined}>
            Person by person
          </a>
        </nav>
        <DayForm
          {...{ path, id: 'to', label: 'Up to the end of', value: to.typed, keep: { people } }}
          error={to.isWrong ? NOT_A_DAY : undefined}
          clear="Show the newest"
        />
      </div>
      {rows.length === 0 ? (
        <Nothing newest={link(path, { people })} isBounded={to.day !== undefined} />
      ) : (
        <TimelineEntries rows={rows} of="team" />
      )}
      <Pager
        label={`the history of ${isolated(team.name)}`}
        path={path}
        query={{ people, to: to.day }}
        cursor="before"
        page={page}
      />
    </Page>
  );
}

function Nothing({ newest, isBounded }: { newest: string; isBounded: boolean }): VNode {
  if (!isBounded)
    return (
      <EmptyState icon="history" title="Nothing is recorded yet">
        What happens to this Team is recorded here for good.
      </EmptyState>
    );
  return (
    <EmptyState
      icon="history"
      title="Nothing is recorded up to then"
      action={<ButtonLink href={newest}>Show the newest</ButtonLink>}
    >
      The Team was added later.
    </EmptyState>
  );
}
