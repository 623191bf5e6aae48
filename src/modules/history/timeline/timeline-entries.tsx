import type { ComponentChildren, VNode } from 'preact';
import type { Tone } from '../../../views/components/chip.js';
import type { IconName } from '../../../views/components/icon.js';
import { Name, Sentence } from '../../../views/components/name.js';
import { Timeline } from '../../../views/components/timeline.js';
import { TeamOfThen } from '../imports/team-of-then.js';
import type { TimelineRow } from './timeline-rows.js';

/** The compiler asks for a new type of event here. */
const looks: Readonly<Record<TimelineRow['type'], readonly [IconName, Tone]>> = {
  TeamAdded: ['plus', 'neutral'],
  TeamRenamed: ['pencil', 'neutral'],
  TeamArchived: ['archive', 'neutral'],
  TeamReopened: ['archive-restore', 'neutral'],
  UserAdded: ['user-plus', 'good'],
  UserImported: ['circle-check', 'good'],
  UserRejected: ['circle-x', 'bad'],
  UserMoved: ['arrow-right', 'neutral'],
  UserRenamed: ['pencil', 'neutral'],
  UserRemoved: ['user-minus', 'neutral'],
  ImportStarted: ['download', 'neutral'],
  ImportCompleted: ['circle-check', 'good'],
  ImportCancelled: ['ban', 'neutral'],
  RemovalStarted: ['user-minus', 'neutral'],
  RemovalCompleted: ['user-minus', 'neutral'],
  RemovalCancelled: ['ban', 'neutral'],
};

/** Whose timeline it is: that of a Team does not link the Team, that of a person not the person. */
type Of = 'team' | 'person' | 'address';

export function TimelineEntries({ rows, of }: { rows: readonly TimelineRow[]; of: Of }): VNode {
  return (
    <Timeline
      entries={rows.map((row) => {
        const [icon, tone] = looks[row.type];
        return {
          ...{ key: row.key, at: row.at, by: row.by, icon, tone },
          what: <Sentence>{row.what}</Sentence>,
          detail: detailOf(row, of),
        };
      })}
    />
  );
}

function detailOf(row: TimelineRow, of: Of): ComponentChildren {
  const parts = [
    of !== 'team' && (
      <>
        Team <TeamOfThen team={row.team} />
      </>
    ),
    row.import && <FromImport of={row.import} />,
    row.removal && <ByRemoval of={row.removal} />,
    of !== 'person' && row.accountId !== undefined && <a href={`/people/${row.accountId}`}>History of this person</a>,
  ].filter((part) => !!part);
  return parts.length === 0
    ? undefined
    : parts.map((part, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          {part}
        </span>
      ));
}

function FromImport({ of: { id, group } }: { of: NonNullable<TimelineRow['import']> }): VNode {
  return (
    <a href={`/imports/${id}`}>
      PSA Import
      {group !== undefined && (
        <>
          {' '}
          from <Name>{group}</Name>
        </>
      )}
    </a>
  );
}

function ByRemoval({ of: { id, undoOf, group } }: { of: NonNullable<TimelineRow['removal']> }): VNode {
  if (undoOf === undefined) return <a href={`/removals/${id}`}>Removal of several people</a>;
  return (
    <>
      <a href={`/removals/${id}`}>Undo</a> of the{' '}
      <a href={`/imports/${undoOf}`}>
        import
        {group !== undefined && (
          <>
            {' '}
            from <Name>{group}</Name>
          </>
        )}
      </a>
    </>
  );
}
