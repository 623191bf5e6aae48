import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { Name } from '../../../views/components/name.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { durationText, Moment } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { BannerProps, Keyset, Viewer } from '../../../views/types.js';
import { noWorker as noWorkerWords } from '../../../views/words/banners.js';
import { ImportPeopleTable } from './import-people-table.js';
import { ImportProgress } from './import-progress.js';
import { importStatus, ImportStatusChip } from './import-status-chip.js';
import { importTitle } from './import-title.js';
import { TeamOfThen } from './team-of-then.js';
import { UndoOfImport } from '../../removals/index.js';
import { Doubts, type ListDoubts } from '../../rosters/index.js';
import type { ImportEntry } from './import-entries.js';
import type { PeopleOrder } from './import-people.js';
import type { PersonFilter, PersonRow } from './import-types.js';

interface ImportPageProps {
  visitor: Viewer;
  entry: ImportEntry;
  /** estimate while it is running; null if there is none yet */
  secondsLeft?: number | null | undefined;
  /** about the list that was imported */
  doubts?: ListDoubts | null | undefined;
  /** the people that are looked for; empty while it is running */
  people: readonly PersonRow[];
  /** ?outcome= */
  outcome: PersonFilter;
  /** ?q= */
  q: string;
  /** ?sort= */
  order: PeopleOrder;
  /** ?after= */
  page: Keyset;
  /** the history does not show all events yet */
  catchingUp?: boolean | undefined;
  /** no process is importing people, or projecting the import, at the moment */
  noWorker?: boolean | undefined;
  /** its undo, if it was asked for */
  undo?: Parameters<typeof UndoOfImport>[0] | undefined;
  /** the visitor may undo the import, and it brought people in */
  canUndo?: boolean | undefined;
  banner?: BannerProps | undefined;
}

/** GET /imports/:id. POST /imports/:id/cancel. */
export function ImportPage(props: ImportPageProps): VNode {
  const { visitor, entry, secondsLeft, catchingUp, noWorker } = props;
  const runs = entry.endedAt === null;
  const title = importTitle(entry, useZone());
  return (
    <Page
      title={title}
      visitor={visitor}
      current="imports"
      banner={props.banner}
      lead={<ImportStatusChip status={entry.status} />}
      breadcrumbs={[{ label: 'Imports', href: '/imports' }, { label: title }]}
      refreshSeconds={runs || catchingUp ? 2 : undefined}
      action={
        <>
          {!runs && <Afterwards importId={entry.id} canUndo={props.canUndo === true && !props.undo} />}
          <ButtonLink kind={runs ? 'secondary' : 'primary'} icon="users" href={`/teams/${entry.team.id}`}>
            Open <Name>{entry.team.nowCalled ?? entry.team.name}</Name>
          </ButtonLink>
        </>
      }
    >
      {catchingUp && noWorker && !runs && <Banner {...noWorkerWords} />}
      {catchingUp && !noWorker && (
        <Banner
          kind="info"
          title="This page is catching up."
          text={`${runs ? 'The import goes on; some' : 'The import has ended; some'} of it is not shown here yet. Load the page again in a moment.`}
        />
      )}
      {runs ? (
        <ImportProgress
          entry={entry}
          secondsLeft={secondsLeft}
          canCancel={visitor.role === 'admin'}
          noWorker={noWorker}
        />
      ) : (
        <Result entry={entry} />
      )}
      {!runs && props.undo && <UndoOfImport {...props.undo} />}
      <Doubts doubts={props.doubts} />
      <About entry={entry} />
      {!runs && <ImportPeopleTable {...props} />}
    </Page>
  );
}

function Afterwards({ importId, canUndo }: { importId: string; canUndo: boolean }): VNode {
  return (
    <>
      {canUndo && (
        <ButtonLink icon="user-minus" href={`/imports/${importId}/undo`}>
          Undo this import…
        </ButtonLink>
      )}
      <ButtonLink icon="printer" href={`/imports/${importId}/print`}>
        Print record
      </ButtonLink>
    </>
  );
}

function Result({ entry }: { entry: ImportEntry }): VNode {
  return (
    <section class="panel" aria-label="Result">
      <SumLine sum={entry.sum} links={linksOf(entry.id)} />
    </section>
  );
}

const linksOf = (id: string) => ({
  imported: `/imports/${id}?outcome=imported#people-title`,
  rejected: `/imports/${id}?outcome=rejected#people-title`,
  'already-in-team': `/imports/${id}/left-out?reason=already-in-this-team`,
  'left-out': `/imports/${id}/left-out`,
});

function About({ entry }: { entry: ImportEntry }): VNode {
  const { team, group, by, startedAt, endedAt, status } = entry;
  const ended = endedAt && [
    { term: importStatus(status), value: <Moment at={endedAt} /> },
    { term: 'Took', value: durationText((endedAt.getTime() - startedAt.getTime()) / 1000) },
  ];
  return (
    <section class="section" aria-label="About this import">
      <DefinitionList
        facts={[
          { term: 'Team', value: <TeamOfThen team={team} /> },
          { term: 'HaloPSA group', value: <Name>{group}</Name> },
          { term: 'Imported by', value: <Name>{by}</Name> },
          { term: 'Started', value: <Moment at={startedAt} /> },
          ...(ended ?? []),
        ]}
      />
    </section>
  );
}
