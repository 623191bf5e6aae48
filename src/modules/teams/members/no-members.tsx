import type { ComponentChildren, VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name } from '../../../views/components/name.js';
import type { TeamRef, Viewer } from '../../../views/types.js';

interface Team extends TeamRef {
  readonly archived?: boolean | undefined;
}

export function NoMembers({
  team,
  q,
  visitor,
  changes,
}: {
  team: Team;
  q: string;
  visitor: Viewer;
  changes: boolean;
}): VNode {
  if (q !== '')
    return (
      <EmptyState
        icon="search"
        title="No one found"
        action={<ButtonLink href={`/teams/${team.id}`}>Show everyone</ButtonLink>}
      >
        No one in this Team has “<Name>{q}</Name>” in the name or email address.
      </EmptyState>
    );
  const next = nextStep(team, visitor, changes);
  return (
    <EmptyState
      icon="users"
      title={team.archived ? 'No one is in this Team' : 'No one is in this Team yet'}
      action={next.action}
    >
      {next.words}
    </EmptyState>
  );
}

function nextStep(team: Team, visitor: Viewer, changes: boolean): { words: string; action?: ComponentChildren } {
  if (team.archived) return { words: 'It was archived without people.' };
  if (!changes) return { words: 'People appear here as soon as they are imported or added.' };
  if (visitor.role === 'client-admin')
    return {
      words: 'Add the first person by hand, with a name and an email address.',
      action: <AddPerson team={team} primary />,
    };
  const both = (
    <>
      <PsaImport team={team} />
      <AddPerson team={team} />
    </>
  );
  return { words: 'Bring people over from HaloPSA, or add one by hand.', action: both };
}

export function AddPerson({ team, primary = false }: { team: TeamRef; primary?: boolean }): VNode {
  return (
    <ButtonLink kind={primary ? 'primary' : 'secondary'} icon="user-plus" href={`/teams/${team.id}/members/new`}>
      Add person
    </ButtonLink>
  );
}

export function PsaImport({ team }: { team: TeamRef }): VNode {
  return (
    <ButtonLink kind="primary" icon="download" href={`/teams/${team.id}/psa-import`}>
      PSA Import
    </ButtonLink>
  );
}

export function ReopenTeam({ team }: { team: TeamRef }): VNode {
  return (
    <ButtonLink icon="archive-restore" href={`/teams/${team.id}/reopen`}>
      Reopen
    </ButtonLink>
  );
}
