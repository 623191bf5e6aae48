import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Icon, type IconName } from '../../../views/components/icon.js';
import { isolated, Name, Sentence } from '../../../views/components/name.js';
import { Pager } from '../../../views/components/pager.js';
import { Found, SearchForm } from '../../../views/components/search-form.js';
import { Table, type Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import type { SearchProblem } from './read-search.js';

const problems: Readonly<Record<SearchProblem, string>> = {
  'too-short': 'Enter at least two letters of a name, or an email address.',
};

/** An entry of the history about a person. */
export interface PersonEntryRow {
  readonly key: string;
  /** what happened, as a sentence; names in it are marked by `isolated` */
  readonly what: string;
  readonly kind: 'imported' | 'rejected' | 'added' | 'moved' | 'renamed' | 'removed';
  readonly team: TeamRef;
  readonly at: Date;
  /** name of the person who did it */
  readonly by: string;
  /** null: added by hand */
  readonly importId: string | null;
}

interface PeoplePageProps {
  visitor: Viewer;
  /** ?q= */
  q: string;
  entries: readonly PersonEntryRow[];
  problem?: SearchProblem | undefined;
  /** no match for the typed text; the entries are of people with it in their address */
  instead?: boolean | undefined;
  /** ?after= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** Label of the search field, on every page that has it. */
export const FIND_LABEL = 'Search people';

/** GET /people */
export function PeoplePage(props: PeoplePageProps): VNode {
  const { visitor, q, entries, instead, page, banner } = props;
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
        <SearchForm path="/people" label={FIND_LABEL} q={q} live />
      </div>
      <Found>
        {instead && entries.length > 0 && (
          <Banner
            kind="info"
            title={`Nobody was found by the name or the whole address “${isolated(q)}”.`}
            text="These are people with it in their email address."
          />
        )}
        {entries.length > 0 ? (
          <Table
            caption={`What happened to “${isolated(q)}”`}
            columns={columns}
            rows={entries}
            rowKey={({ key }) => key}
          />
        ) : (
          <Nobody {...props} />
        )}
        <Pager label="people found" path="/people" query={{ q }} cursor="after" page={page} />
      </Found>
    </Page>
  );
}

const icons: Readonly<Record<PersonEntryRow['kind'], { icon: IconName; tone: string }>> = {
  imported: { icon: 'circle-check', tone: 'good' },
  rejected: { icon: 'circle-x', tone: 'bad' },
  added: { icon: 'user-plus', tone: 'good' },
  moved: { icon: 'arrow-right', tone: 'neutral' },
  renamed: { icon: 'pencil', tone: 'neutral' },
  removed: { icon: 'user-minus', tone: 'neutral' },
};

const columns: Column<PersonEntryRow>[] = [
  { head: 'What happened', title: true, cell: (entry) => <Happened entry={entry} /> },
  {
    head: 'Team',
    cell: ({ team }) => (
      <a href={`/teams/${team.id}`}>
        <Name>{team.name}</Name>
      </a>
    ),
  },
  { head: 'When', cell: ({ at }) => <Moment at={at} /> },
  { head: 'By', class: 'by', cell: ({ by }) => <Name>{by}</Name> },
  { head: 'How', cell: ({ importId }) => <Origin importId={importId} /> },
];

function Happened({ entry: { what, kind } }: { entry: PersonEntryRow }): VNode {
  const { icon, tone } = icons[kind];
  return (
    <span class={`verdict-line ${tone}`}>
      <Icon name={icon} />
      <span>
        <Sentence>{what}</Sentence>
      </span>
    </span>
  );
}

function Origin({ importId }: Pick<PersonEntryRow, 'importId'>): VNode {
  return importId === null ? <span class="secondary">By hand</span> : <a href={`/imports/${importId}`}>PSA Import</a>;
}

function Nobody({ q, problem, page }: PeoplePageProps): VNode {
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
      <EmptyState icon="search" title="Nobody on this page">
        There is more to look through: go on with Next, or enter more of the name.
      </EmptyState>
    );
  return (
    <EmptyState icon="search" title="Nobody found" action={<ButtonLink href="/imports">Show all imports</ButtonLink>}>
      Nobody with “<Name>{q}</Name>” was imported, rejected, added or removed. Try less of the name, or the email
      address. People who were left out of an import are counted there and not listed one by one.
    </EmptyState>
  );
}
