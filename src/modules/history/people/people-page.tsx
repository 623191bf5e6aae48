import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { ExportMenu } from '../../../views/components/export-menu.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { isolated, Name } from '../../../views/components/name.js';
import { link, Pager } from '../../../views/components/pager.js';
import { Found, SearchForm } from '../../../views/components/search-form.js';
import { Table } from '../../../views/components/table.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, Viewer } from '../../../views/types.js';
import { GoOn } from '../imports/go-on.js';
import type { FilterChoices } from '../imports/import-entries.js';
import { Filter, type ShownFilter } from '../imports/imports-filter.js';
import { columns, type PersonEntryRow } from './people-columns.js';
import type { SearchProblem } from './read-search.js';
import { PERSON_KINDS } from './wanted-people.js';

export type { PersonEntryRow } from './people-columns.js';

const problems: Readonly<Record<SearchProblem, string>> = {
  'too-short': 'Enter at least two letters of a name, or an email address.',
};

interface PeoplePageProps {
  visitor: Viewer;
  /** ?q= */
  q: string;
  entries: readonly PersonEntryRow[];
  problem?: SearchProblem | undefined;
  /** no match for the typed text; the entries are of people with it in their address */
  instead?: boolean | undefined;
  filter: ShownFilter;
  isFiltered: boolean;
  /** what can be selected in the filter */
  choices: FilterChoices;
  /** a page that is short because only so much is looked at in one request: how far */
  lookedBackTo?: Date | null | undefined;
  /** ?after= of people who were searched for, ?before= of those who only fit the filters */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** Label of the search field, on every page that has it. */
export const FIND_LABEL = 'Search people';

/** GET /people */
export function PeoplePage(props: PeoplePageProps): VNode {
  const { visitor, q, entries, instead, filter, choices, lookedBackTo, page, banner } = props;
  const query = { q, ...filter.values };
  const cursor = q === '' ? 'before' : 'after';
  return (
    <Page
      title="Search people"
      about={q ? isolated(q) : undefined}
      visitor={visitor}
      current="imports"
      banner={banner}
      breadcrumbs={[{ label: 'Imports', href: '/imports' }, { label: 'Search people' }]}
      lead="Who was imported, rejected, added or removed: when, by whom, and in which Team."
    >
      <div class="toolbar">
        <SearchForm path="/people" label={FIND_LABEL} q={q} keep={filter.values} live="#filter" />
      </div>
      <div id="filter">
        <Filter path="/people" keep={{ q }} choices={choices} outcomes={personOutcomes} filter={filter} />
      </div>
      <Found>
        {instead && entries.length > 0 && (
          <Banner
            kind="info"
            title={`No one was found by the name or the whole address “${isolated(q)}”.`}
            text="These are people with it in their email address."
          />
        )}
        {entries.length > 0 && <ExportMenu action="/people/export" filter={query} />}
        {entries.length > 0 ? (
          <Table
            caption={q === '' ? 'What happened to people' : `What happened to “${isolated(q)}”`}
            columns={columns}
            rows={entries}
            rowKey={({ key }) => key}
          />
        ) : (
          !lookedBackTo && <NoOne {...props} />
        )}
        {lookedBackTo && page.next !== null && (
          <GoOn
            {...{ from: lookedBackTo, found: entries.length, path: '/people', words: goOn }}
            query={{ ...query, [cursor]: page.next }}
          />
        )}
        <Pager label="people found" path="/people" query={query} cursor={cursor} page={page} />
      </Found>
    </Page>
  );
}

const goOn = { none: 'No one so far fits all of these filters.', all: 'The entries' };

const personOutcomes = PERSON_KINDS.map((id) => ({ id, name: `${id.slice(0, 1).toUpperCase()}${id.slice(1)}` }));

function NoOne({ q, problem, isFiltered, page }: PeoplePageProps): VNode {
  if (isFiltered && !problem && (q === '' || page.next === null))
    return (
      <EmptyState
        icon="search"
        title="No one found"
        action={<ButtonLink href={link('/people', { q })}>Clear the filters</ButtonLink>}
      >
        No one fits all of these filters. Clear one of them to see more.
      </EmptyState>
    );
  if (q === '')
    return (
      <EmptyState icon="search" title="Whom are you looking for?">
        Enter an email address or a part of one, such as a domain; or the beginnings of names: “ann le” finds Ann-Marie
        Leeds and Lee, Ann. Capitals and accents make no difference.
      </EmptyState>
    );
  if (problem)
    return (
      <EmptyState icon="search" title="A little more, please">
        {problems[problem]}
      </EmptyState>
    );
  if (page.next !== null)
    return (
      <EmptyState icon="search" title="No one on this page">
        There is more to look through: go on with Next, or enter more of the name.
      </EmptyState>
    );
  return (
    <EmptyState icon="search" title="No one found" action={<ButtonLink href="/imports">Show all imports</ButtonLink>}>
      No one with “<Name>{q}</Name>” was imported, rejected, added or removed. Try less of the name, or the email
      address. People who were left out of an import are not part of the history: open the import, and then its number
      of people left out.
    </EmptyState>
  );
}
