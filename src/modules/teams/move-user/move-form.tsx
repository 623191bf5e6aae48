import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { ErrorSummary, problemsOf } from '../../../views/components/error-summary.js';
import { described, FieldFrame } from '../../../views/components/field.js';
import { isolated, Name } from '../../../views/components/name.js';
import { PostForm } from '../../../views/components/post-form.js';
import { Page } from '../../../views/layout/page.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import { personName } from '../../../views/words/reasons.js';

interface MoveFormProps {
  visitor: Viewer;
  /** the Team that the person is in */
  team: TeamRef;
  member: { readonly accountId: string; readonly name: string; readonly email: string };
  /** where they can be moved, by name */
  teams: readonly TeamRef[];
  to: string | null;
  /** the list that the admin came from */
  roster: string | null;
  missing?: boolean;
}

/** POST /teams/:id/members/:accountId/move: fields `to`, `roster`. */
export function MoveForm({ visitor, team, member, teams, to, roster, missing = false }: MoveFormProps): VNode {
  const error = missing ? 'Select the Team to move the person to.' : undefined;
  const frame = { id: 'to', label: 'Move to', error };
  return (
    <Page
      title={`Move ${isolated(personName(member.name))}`}
      visitor={visitor}
      current="teams"
      width="narrow"
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: team.name, href: `/teams/${team.id}` },
        { label: 'Move person' },
      ]}
    >
      <ErrorSummary problems={problemsOf({ to: error })} />
      <PostForm class="panel form" noValidate action={`/teams/${team.id}/members/${member.accountId}/move`}>
        {roster && <input type="hidden" name="roster" value={roster} />}
        <p>
          <b>
            <Name>{personName(member.name)}</Name>
          </b>{' '}
          (<Name>{member.email}</Name>) leaves <Name>{team.name}</Name>, and keeps the account and the email address.
        </p>
        <FieldFrame {...frame}>
          <select class="input" id="to" name="to" {...described(frame)}>
            <option value="">Select a Team</option>
            {teams.map(({ id, name }) => (
              <option key={id} value={id} selected={id === to} dir="auto">
                {name}
              </option>
            ))}
          </select>
        </FieldFrame>
        <div class="form-actions">
          <Button kind="primary" icon="arrow-right">
            Move person
          </Button>
          <ButtonLink kind="quiet" href={roster ? `/rosters/${roster}` : `/teams/${team.id}`}>
            Back
          </ButtonLink>
        </div>
      </PostForm>
    </Page>
  );
}
