import type { VNode } from 'preact';
import { Chip } from '../../../views/components/chip.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { Table, type Column } from '../../../views/components/table.js';
import { PairActions } from './pair-actions.js';
import { PairStateLines } from './pair-state-lines.js';
import type { ShownPair } from './shown-run.js';

interface Props {
  runId: string;
  pairs: readonly ShownPair[];
  isAdmin: boolean;
}

/** The pairs of a run in their order. */
export function PairRows({ runId, pairs, isAdmin }: Props): VNode {
  const columns: Column<ShownPair>[] = [
    { head: 'No.', number: true, cell: ({ n }) => count(n) },
    { head: 'Group', title: true, cell: (pair) => <Group pair={pair} isAdmin={isAdmin} /> },
    { head: 'Team', cell: (pair) => <Team pair={pair} /> },
    { head: 'State', cell: (pair) => <PairStateLines pair={pair} /> },
  ];
  const actions: Column<ShownPair> = {
    ...{ head: 'Action', quietHead: true, class: 'pair-actions' },
    cell: (pair) => <PairActions runId={runId} pair={pair} />,
  };
  return (
    <Table
      caption="Groups of this run"
      class="pairs"
      columns={isAdmin ? [...columns, actions] : columns}
      rows={pairs}
      rowKey={({ n }) => String(n)}
    />
  );
}

function Group({ pair: { groupName, listId, hasList, state }, isAdmin }: { pair: ShownPair; isAdmin: boolean }): VNode {
  const isImport = state.state === 'importing' || state.state === 'imported';
  if (isImport)
    return (
      <a href={`/imports/${listId}`}>
        <Name>{groupName}</Name>
      </a>
    );
  return hasList && isAdmin ? (
    <a href={`/rosters/${listId}`}>
      <Name>{groupName}</Name>
    </a>
  ) : (
    <Name>{groupName}</Name>
  );
}

function Team({ pair: { teamId, teamName, hasTeam, isNew } }: { pair: ShownPair }): VNode {
  return (
    <span class="with-chips">
      {hasTeam ? (
        <a href={`/teams/${teamId}`}>
          <Name>{teamName}</Name>
        </a>
      ) : (
        <Name>{teamName}</Name>
      )}
      {isNew && <Chip icon="plus">New</Chip>}
    </span>
  );
}
