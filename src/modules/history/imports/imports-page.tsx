import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { ExportMenu } from '../../../views/components/export-menu.js';
import { Name, Sentence } from '../../../views/components/name.js';
import { Pager } from '../../../views/components/pager.js';
import { SearchForm } from '../../../views/components/search-form.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { BannerProps, Keyset, Viewer } from '../../../views/types.js';
import { ImportsChart, type ImportsChartProps } from './chart/imports-chart.js';
import { ImportStatusChip } from './import-status-chip.js';
import { importTitle } from './import-title.js';
import type { FilterChoices, ImportEntry } from './import-entries.js';
import { GoOn } from './go-on.js';
import { FILTERS } from './import-filter.js';
import { FIND_LABEL } from '../people/people-page.js';
import { Filter, importOutcomes, type ShownFilter } from './imports-filter.js';

interface ImportsPageProps {
  visitor: Viewer;
  /** newest first */
  imports: readonly ImportEntry[];
  /** what can be selected in the filter */
  choices: FilterChoices;
  filter: ShownFilter;
  /** undefined: before the first import */
  chart?: ImportsChartProps | undefined;
  /** ?before= */
  page: Keyset;
  /** a page that is short because only so much is looked at in one request: how far */
  lookedBackTo?: Date | null | undefined;
  banner?: BannerProps | undefined;
}

/** GET /imports */
export function ImportsPage(props: ImportsPageProps): VNode {
  const { visitor, imports, choices, filter, chart, page, lookedBackTo, banner } = props;
  const filtered = FILTERS.some((field) => filter.values[field] ?? filter.problems[field]);
  return (
    <Page
      title="Imports"
      visitor={visitor}
      current="imports"
      banner={banner}
      lead="Who brought whom in, when, into which Team, and who was rejected."
    >
      <div class="toolbar">
        <SearchForm path="/people" label={FIND_LABEL} q="" />
        <a class="toolbar-link" href="/exports">
          Exports
        </a>
      </div>
      {(imports.length > 0 || filtered || page.at !== null) && (
        <Filter path="/imports" choices={choices} outcomes={importOutcomes} filter={filter} />
      )}
      {chart && (imports.length > 0 || filtered) && page.at === null && <ImportsChart {...chart} />}
      {imports.length > 0 && <ExportMenu action="/imports/export" filter={filter.values} />}
      {imports.length === 0 ? (
        !lookedBackTo && <NoImports filtered={filtered} isAdmin={visitor.role === 'admin'} />
      ) : (
        <ol class="import-list" role="list">
          {imports.map((entry) => (
            <ImportItem key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {lookedBackTo && page.next !== null && (
        <GoOn
          {...{ from: lookedBackTo, found: imports.length, path: '/imports', words: goOn }}
          query={{ ...filter.values, before: page.next }}
        />
      )}
      <Pager label="imports" path="/imports" query={filter.values} cursor="before" page={page} />
    </Page>
  );
}

function ImportItem({ entry }: { entry: ImportEntry }): VNode {
  const { id, team, by, status, sum } = entry;
  const zone = useZone();
  return (
    <li class="panel import-item">
      <div class="import-item-head">
        <h2>
          <a href={`/imports/${id}`}>
            <Sentence>{importTitle(entry, zone)}</Sentence>
          </a>
        </h2>
        <ImportStatusChip status={status} />
      </div>
      <p class="secondary">
        By <Name>{by}</Name>
        {team.nowCalled !== undefined && (
          <>
            . The Team is now called <Name>{team.nowCalled}</Name>.
          </>
        )}
      </p>
      <SumLine sum={sum} small />
    </li>
  );
}

const goOn = { none: 'No import so far fits all of these filters.', all: 'The imports' };

function NoImports({ filtered, isAdmin }: { filtered: boolean; isAdmin: boolean }): VNode {
  if (filtered)
    return (
      <EmptyState
        icon="search"
        title="No import found"
        action={<ButtonLink href="/imports">Show all imports</ButtonLink>}
      >
        No import fits all of these filters. Clear one of them to see more.
      </EmptyState>
    );
  return (
    <EmptyState
      icon="history"
      title="Nothing was imported yet"
      action={
        isAdmin && (
          <ButtonLink kind="primary" href="/teams">
            Go to Teams
          </ButtonLink>
        )
      }
    >
      {isAdmin
        ? 'Open the Action menu of a Team and select PSA Import. Every import is recorded here for good.'
        : 'Every import is recorded here for good, as soon as there is one.'}
    </EmptyState>
  );
}
