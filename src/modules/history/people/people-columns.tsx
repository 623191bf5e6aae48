import type { VNode } from 'preact';
import { Icon, type IconName } from '../../../views/components/icon.js';
import { Name, Sentence } from '../../../views/components/name.js';
import type { Column } from '../../../views/components/table.js';
import { Moment } from '../../../views/components/time.js';
import type { TeamRef } from '../../../views/types.js';
import type { PersonKind } from './wanted-people.js';

/** An entry of the history about a person. */
export interface PersonEntryRow {
  readonly key: string;
  /** what happened, as a sentence; names in it are marked by `isolated` */
  readonly what: string;
  readonly kind: PersonKind;
  readonly team: TeamRef;
  readonly at: Date;
  /** name of the person who did it */
  readonly by: string;
  /** null: added by hand */
  readonly importId: string | null;
  /** undefined: rejected, so without an account */
  readonly accountId?: string | undefined;
}

const icons: Readonly<Record<PersonEntryRow['kind'], { icon: IconName; tone: string }>> = {
  imported: { icon: 'circle-check', tone: 'good' },
  rejected: { icon: 'circle-x', tone: 'bad' },
  added: { icon: 'user-plus', tone: 'good' },
  moved: { icon: 'arrow-right', tone: 'neutral' },
  renamed: { icon: 'pencil', tone: 'neutral' },
  removed: { icon: 'user-minus', tone: 'neutral' },
};

export const columns: Column<PersonEntryRow>[] = [
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
  { head: 'How', class: 'short', cell: ({ importId }) => <Origin importId={importId} /> },
  { head: 'Account', cell: ({ accountId }) => <Account id={accountId} /> },
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

function Account({ id }: { id: string | undefined }): VNode {
  if (id === undefined) return <span class="secondary">None</span>;
  return (
    <a href={`/people/${id}`}>
      History<span class="visually-hidden"> of this account</span>
    </a>
  );
}
