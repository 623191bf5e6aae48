import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { Chip } from '../../../views/components/chip.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { rangeText } from '../../../views/components/page-turns.js';
import { SearchInput } from '../../../views/components/search-form.js';
import { Table, type Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import { PAGE_SIZE, type FoundGroups, type GroupQuery, type GroupShow } from './found-groups.js';
import type { OfferedGroup } from './read-pairs.js';

interface Props {
  found: FoundGroups;
  query: GroupQuery;
  chosen: ReadonlySet<string>;
}

const SHOWS: readonly (readonly [GroupShow, string])[] = [
  ['all', 'All groups'],
  ['matched', 'With a Team'],
  ['new', 'Without a Team'],
];

/** The groups to choose from. Everything is a button of one form, so that what is ticked is never lost. */
export function GroupChoice({ found, query, chosen }: Props): VNode {
  const { rows, counts } = found;
  return (
    <section aria-label="Groups">
      <div class="toolbar">
        <div class="search" role="search">
          <SearchInput label="Search groups" q={query.q} />
          <Button small>Search</Button>
        </div>
        <div class="segments" role="group" aria-label="Filter groups">
          {SHOWS.map(([show, label]) => (
            <button key={show} type="submit" name="show" value={show} aria-pressed={show === query.show}>
              {label} <span class="segment-count">{count(counts[show])}</span>
            </button>
          ))}
        </div>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon="search" title="No group found">
          Search for another part of its name, or load the groups again.
        </EmptyState>
      ) : (
        <Table caption="Groups" columns={columnsOf(chosen)} rows={rows} rowKey={({ value }) => value} />
      )}
      <Turns found={found} />
    </section>
  );
}

function columnsOf(chosen: ReadonlySet<string>): Column<OfferedGroup>[] {
  return [
    {
      head: 'Group',
      title: true,
      cell: ({ value, group }) => (
        <label class="check">
          <input type="checkbox" name="group" value={value} checked={chosen.has(value)} />
          <span class="with-chips">
            <Name>{group.name}</Name>
            {group.kind === 'list' && <Chip>Distribution list</Chip>}
            {group.inactive && <Chip icon="ban">Inactive</Chip>}
          </span>
        </label>
      ),
    },
    { head: 'Team', cell: ({ proposal, group }) => <Proposed proposal={proposal} name={group.name} /> },
    {
      head: 'Last import',
      cell: ({ proposal: { last } }) =>
        last ? (
          <a href={`/imports/${last.importId}`}>
            <Moment at={last.at} />
          </a>
        ) : (
          <span class="secondary">Never</span>
        ),
    },
  ];
}

function Proposed({ proposal: { team, matched }, name }: Pick<OfferedGroup, 'proposal'> & { name: string }): VNode {
  if (!team)
    return (
      <span class="secondary">
        New: <Name>{name}</Name>
      </span>
    );
  return (
    <>
      <Name>{team.name}</Name>{' '}
      <span class="secondary">
        {matched === 'history' ? 'as last time' : matched === 'name' ? 'same name' : 'same name, as other groups'}
      </span>
    </>
  );
}

function Turns({ found }: { found: FoundGroups }): VNode | null {
  const { page, total } = found;
  const pages = Math.ceil(total / PAGE_SIZE);
  if (pages <= 1) return null;
  const from = (page - 1) * PAGE_SIZE;
  const range = { from: from + 1, to: Math.min(total, from + PAGE_SIZE), of: total, size: PAGE_SIZE };
  return (
    <nav class="pager" aria-label="Pages of groups">
      <p>{rangeText(range)}</p>
      {page > 1 && (
        <Button small name="page" value={String(page - 1)}>
          Previous
        </Button>
      )}
      {page < pages && (
        <Button small name="page" value={String(page + 1)}>
          Next
        </Button>
      )}
    </nav>
  );
}
