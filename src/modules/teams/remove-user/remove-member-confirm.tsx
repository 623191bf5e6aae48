import type { VNode } from 'preact';
import { Confirmation } from '../../../views/components/confirmation.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { isolated, Name } from '../../../views/components/name.js';
import { Page } from '../../../views/layout/page.js';
import type { TeamRef, Viewer } from '../../../views/types.js';

interface RemoveMemberConfirmProps {
  visitor: Viewer;
  team: TeamRef;
  member: { readonly accountId: string; readonly name: string; readonly email: string };
}

/** POST /teams/:id/members/:accountId/remove */
export function RemoveMemberConfirm({ visitor, team, member }: RemoveMemberConfirmProps): VNode {
  const back = `/teams/${team.id}`;
  return (
    <Page
      title={`Remove ${isolated(member.name)}?`}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={[
        ...(visitor.role === 'client-admin' ? [] : [{ label: 'Teams', href: '/teams' }]),
        { label: team.name, href: back },
        { label: 'Remove person' },
      ]}
    >
      <Confirmation
        action={`/teams/${team.id}/members/${member.accountId}/remove`}
        confirm="Remove person"
        icon="user-minus"
        back={{ href: back, label: 'Keep the person' }}
      >
        <p>
          <b>
            <Name>{member.name}</Name>
          </b>{' '}
          (<Name>{member.email}</Name>) leaves <Name>{team.name}</Name>, and the account ends.{' '}
          <LookAlikes {...member} />
        </p>
        <p>
          The email address is free again afterwards, so the person can be imported or added again. The import history
          stays as it is.
        </p>
      </Confirmation>
    </Page>
  );
}
