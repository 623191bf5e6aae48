import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name, Sentence } from '../../../views/components/name.js';
import { Pager } from '../../../views/components/pager.js';
import { SearchForm } from '../../../views/components/search-form.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { Page } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import { ImportStatusChip } from './import-status-chip.js';
import { importTitle } from './import-title.js';
import type { ImportEntry } from './import-entries.js';
import type { ImportFilter } from './import-types.js';
import { FIND_LABEL } from '../people/people-page.js';
import { Filter } from './imports-filter.js';

interface ImportsPageProps {
  visitor: Viewer;
  /** newest first */
  imports: readonly ImportEntry[];
  /** the Teams to filter by, sorted by name */
  teams: readonly TeamRef[];
  /** ?team= (an id) and ?outcome= */
  filter: { readonly team: string | null; readonly outcome: ImportFilter };
  /** ?before= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /imports */
export function ImportsPage({ visitor, imports, teams, filter, page, banner }: ImportsPageProps): VNode {
  const query = { team: filter.team, outcome: filter.outcome === 'all' ? null : filter.outcome };
  const filtered = query.team !== null || query.outcome !== null;
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
      </div>
      {(imports.length > 0 || filtered || page.at !== null) && (
        <Filter teams={teams} filter={filter} filtered={filtered} />
      )}
      {imports.length === 0 ? (
        <NoImports filtered={filtered} isAdmin={visitor.role === 'admin'} />
      ) : (
        <ol class="import-list" role="list">
          {imports.map((entry) => (
            <ImportItem key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <Pager label="imports" path="/imports" query={query} cursor="before" page={page} />
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

function NoImports({ filtered, isAdmin }: { filtered: boolean; isAdmin: boolean }): VNode {
  if (filtered)
    return (
      <EmptyState
        icon="search"
        title="No import found"
        action={<ButtonLink href="/imports">Show all imports</ButtonLink>}
      >
        No import fits this Team and outcome.
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
