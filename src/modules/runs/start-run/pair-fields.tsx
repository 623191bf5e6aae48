import type { VNode } from 'preact';
import { Chip } from '../../../views/components/chip.js';
import { ButtonLink } from '../../../views/components/button.js';
import { Icon } from '../../../views/components/icon.js';
import { Name } from '../../../views/components/name.js';
import { link } from '../../../views/components/pager.js';
import type { Column } from '../../../views/components/table.js';
import type { PairRow, RowProblem } from './read-pairs.js';

/** The columns of the form: a group, and a field for the name of its Team. */
export const pairColumns = (chosen: string): Column<PairRow>[] => [
  {
    head: 'Group',
    title: true,
    cell: ({ offered, value }) => (
      <>
        <input type="hidden" name="group" value={value} />
        <Name>{offered?.group.name ?? value}</Name>
      </>
    ),
  },
  { head: 'Team', cell: (row) => <TeamField row={row} /> },
  { head: 'Why', cell: (row) => <Why row={row} /> },
  {
    head: 'Take out',
    quietHead: true,
    class: 'row-action',
    cell: ({ value, offered }) => (
      <ButtonLink kind="quiet" small icon="x" href={link('/runs/new/pairs', { chosen, without: value })}>
        Take out
        <span class="visually-hidden">
          {' '}
          <Name>{offered?.group.name ?? value}</Name>
        </span>
      </ButtonLink>
    ),
  },
];

/** The id of the field of a group. */
export const fieldOf = (value: string) => `team-${value}`;

function TeamField({ row: { value, offered, teamName, problem } }: { row: PairRow }): VNode {
  const id = fieldOf(value);
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label class="visually-hidden" for={id}>
        Team for <Name>{offered?.group.name ?? value}</Name>
      </label>
      {problem && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-x" />
          <span>{rowProblem(problem)}</span>
        </p>
      )}
      <input
        class="input"
        id={id}
        name="team"
        list="teams"
        value={teamName}
        dir="auto"
        autocomplete="off"
        maxLength={200}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${id}-error` : undefined}
      />
    </div>
  );
}

function Why({ row: { teamId, matched, problem } }: { row: PairRow }): VNode {
  if (problem) return <span class="secondary">–</span>;
  if (teamId === null)
    return (
      <span class="with-chips">
        <Chip icon="plus">New Team</Chip> {matched === 'none' && <span class="secondary">to be checked</span>}
      </span>
    );
  switch (matched) {
    case 'history':
      return <span class="secondary">As last time</span>;
    case 'name':
      return <span class="secondary">Same name</span>;
    case 'none':
      return <span class="secondary">Your choice, to be checked</span>;
  }
}

export function rowProblem(problem: RowProblem): string {
  switch (problem) {
    case 'gone':
      return 'This group is no longer in HaloPSA. Take it out.';
    case 'missing':
      return 'Enter the name of a Team.';
    case 'too-long':
      return 'A Team’s name has at most 100 characters. Shorten it.';
  }
}
