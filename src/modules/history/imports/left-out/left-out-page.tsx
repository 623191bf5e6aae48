import type { VNode } from 'preact';
import { orderText } from '../../../../shared/list-order.js';
import { Banner } from '../../../../views/components/banner.js';
import { EmptyState } from '../../../../views/components/empty-state.js';
import { count } from '../../../../views/components/number.js';
import { link } from '../../../../views/components/pager.js';
import { Found, SearchForm } from '../../../../views/components/search-form.js';
import { momentText } from '../../../../views/components/time.js';
import { Page } from '../../../../views/layout/page.js';
import { useZone } from '../../../../views/opened.js';
import type { Viewer } from '../../../../views/types.js';
import { LEFT_OUT_REASONS } from '../../../imports/index.js';
import { importTitle } from '../import-title.js';
import { LEFT_OUT_ORDERS, sumOf, type LeftOutCounts } from './left-out-people.js';
import { LeftOutTable, leftOutWord, type LeftOutTableProps } from './left-out-table.js';

interface LeftOutPageProps extends LeftOutTableProps {
  visitor: Viewer;
  /** the people who are named */
  counts: LeftOutCounts;
  /** when the names are deleted, or were */
  keptUntil: Date;
  isOver: boolean;
}

/** GET /imports/:id/left-out */
export function LeftOutPage(props: LeftOutPageProps): VNode {
  const { visitor, entry, counts, keptUntil, isOver } = props;
  const zone = useZone();
  const title = importTitle(entry, zone);
  const path = `/imports/${entry.id}`;
  const { leftOut, alreadyInTeam } = entry.sum;
  return (
    <Page
      title="People left out"
      about={title}
      visitor={visitor}
      current="imports"
      breadcrumbs={[{ label: 'Imports', href: '/imports' }, { label: title, href: path }, { label: 'People left out' }]}
      lead={`The import counts ${count(leftOut)} left out and ${count(alreadyInTeam)} already in this Team.`}
    >
      {isOver ? (
        <NotKept
          title="The names are no longer kept."
          text={`They were kept until ${momentText(keptUntil, zone)}. The history has only their numbers.`}
        />
      ) : sumOf(counts, null) === 0 && leftOut + alreadyInTeam > 0 ? (
        <NotKept
          title="No names were kept of this import."
          text="The portal did not keep them when it ran, or its database was restored from an earlier copy. The history has only their numbers."
        />
      ) : (
        <Kept {...props} />
      )}
    </Page>
  );
}

function NotKept({ title, text }: { title: string; text: string }): VNode {
  return (
    <EmptyState icon="users" title={title}>
      {text}
    </EmptyState>
  );
}

function Kept(props: LeftOutPageProps): VNode {
  const { entry, reason, q, order, keptUntil } = props;
  const path = `/imports/${entry.id}/left-out`;
  const sort = orderText(order, LEFT_OUT_ORDERS);
  return (
    <>
      <Banner
        kind="info"
        title="This list is not part of the history."
        text={`The history has the numbers of these people and not their names. This list is kept until ${momentText(keptUntil, useZone())}, and then deleted.`}
      />
      <div class="toolbar">
        <SearchForm path={path} label="Search name, email or site" q={q} keep={{ reason, sort }} live="#reasons" />
        <Reasons {...props} />
      </div>
      <Found>
        <LeftOutTable {...props} />
      </Found>
    </>
  );
}

function Reasons({ entry, counts, reason, q, order }: LeftOutPageProps): VNode {
  const sort = orderText(order, LEFT_OUT_ORDERS);
  return (
    <nav class="segments" id="reasons" aria-label="Filter by reason">
      {[null, ...LEFT_OUT_REASONS].map((one) => (
        <a
          key={one}
          href={link(`/imports/${entry.id}/left-out`, { reason: one, q, sort })}
          aria-current={one === reason ? 'true' : undefined}
        >
          {one === null ? 'All' : leftOutWord(one)} <span class="segment-count">{count(sumOf(counts, one))}</span>
        </a>
      ))}
    </nav>
  );
}
