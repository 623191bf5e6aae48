import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { Chip } from '../../../views/components/chip.js';
import { errorsAside } from '../../../views/components/htmx.js';
import { Icon } from '../../../views/components/icon.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { isolated, Name, Sentence } from '../../../views/components/name.js';
import { link } from '../../../views/components/pager.js';
import type { Column } from '../../../views/components/table.js';
import { blockReason, personName } from '../../../views/words/reasons.js';
import { SinceReload } from '../reload/since-reload.js';
import type { RosterRow } from '../roster-types.js';

/** A checkbox, or a red X with its reason; name and chips; address; site. */
export function rosterColumns(rosterId: string, teamId: string): Column<RosterRow>[] {
  return [
    {
      head: 'Import',
      sort: 'verdict',
      class: 'verdict',
      cell: (row) => <Verdict rosterId={rosterId} teamId={teamId} row={row} />,
    },
    { head: 'Name', sort: 'name', title: true, cell: (row) => <NameAndChips row={row} /> },
    {
      head: 'Email address',
      sort: 'email',
      class: 'email',
      cell: ({ email }) => (email !== null ? <Name>{email}</Name> : <span class="secondary">No address</span>),
    },
    { head: 'Site', sort: 'site', class: 'site', cell: ({ site }) => site !== null && <Name>{site}</Name> },
  ];
}

function Verdict({ rosterId, teamId, row }: { rosterId: string; teamId: string; row: RosterRow }): VNode {
  if (row.blocked)
    return (
      <span class="red-x">
        <Icon name="x" size={20} />
        {row.keeper == null ? (
          <span>
            <span>{blockReason(row.blocked, row.email)}</span>
            {row.blocked === 'already-has-account' && <Elsewhere rosterId={rosterId} teamId={teamId} row={row} />}
          </span>
        ) : (
          <span>
            <span>
              <Sentence>{keptBy(row.keeper)}</Sentence>
            </span>
            <LetKeep row={row} />
          </span>
        )}
      </span>
    );
  return (
    <label class="check">
      <input
        type="checkbox"
        id={`tick-${row.haloId}`}
        name="tick"
        value={String(row.haloId)}
        checked={row.ticked}
        hx-post={`/rosters/${rosterId}/ticks/${row.haloId}`}
        hx-trigger="change"
        hx-target="#tick-bar"
        hx-swap="outerMorph"
        hx-sync="#roster:queue all"
        {...errorsAside}
      />
      <span class="check-word narrow-hidden">
        Import
        <span class="visually-hidden">
          {' '}
          <Name>{row.name === '' && row.email !== null ? row.email : personName(row.name)}</Name>
        </span>
      </span>
    </label>
  );
}

/** Where the account is, and the way to bring it here. */
function Elsewhere({ rosterId, teamId, row }: { rosterId: string; teamId: string; row: RosterRow }): VNode | null {
  const { elsewhere, name } = row;
  if (!elsewhere) return null;
  const from = `/teams/${elsewhere.teamId}`;
  return (
    <span>
      {' '}
      in{' '}
      <a href={from}>
        <Name>{elsewhere.team}</Name>
      </a>
      .{' '}
      <a href={link(`${from}/members/${elsewhere.accountId}/move`, { to: teamId, roster: rosterId })}>
        Move
        <span class="visually-hidden">
          {' '}
          <Name>{personName(name)}</Name>
        </span>{' '}
        to this Team
      </a>
    </span>
  );
}

const keptBy = (keeper: string) => `Same address as ${isolated(personName(keeper))}, who keeps it`;

/** A button of the list's own form, so that the ticks on the page are kept. */
function LetKeep({ row: { haloId, name } }: { row: RosterRow }): VNode {
  return (
    <Button kind="quiet" small name="action" value={`keep:${haloId}`} id={`keep-${haloId}`}>
      Import this person instead
      <span class="visually-hidden">
        : <Name>{personName(name)}</Name>
      </span>
    </Button>
  );
}

function NameAndChips({ row }: { row: RosterRow }): VNode {
  return (
    <span class="with-chips">
      <Name>{personName(row.name)}</Name> {row.inactive && <Chip icon="ban">Inactive</Chip>}
      {row.serviceAccount && <Chip>Service account</Chip>}
      {row.generalUser && <Chip>General User</Chip>}
      {row.technician && <Chip>Technician</Chip>}
      {row.prospect && <Chip>Prospect</Chip>}
      <LookAlikes {...row} />
      <SinceReload {...row} />
    </span>
  );
}
