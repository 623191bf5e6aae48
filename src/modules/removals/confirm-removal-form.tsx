import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../views/components/button.js';
import { ErrorSummary, problemsOf } from '../../views/components/error-summary.js';
import { Field } from '../../views/components/field.js';
import { Name } from '../../views/components/name.js';
import { count, people } from '../../views/components/number.js';
import { PostForm } from '../../views/components/post-form.js';
import type { TeamRef, Viewer } from '../../views/types.js';
import { KeptReasons, RemovalSumLine } from './removal-sum.js';
import type { RemovalPerson } from './removal-types.js';
import { removeButton, wrongNumber } from './removal-words.js';
import type { RemovalPreview } from './removals.js';

export interface ConfirmRemovalPageProps {
  visitor: Viewer;
  team: TeamRef;
  /** the import to undo; null: members of the Team were chosen */
  undo: { readonly importId: string; readonly group: string } | null;
  preview: RemovalPreview;
  /** the first of those who go, and of those who stay */
  going: readonly RemovalPerson[];
  staying: readonly RemovalPerson[];
  /** fields that say who was chosen */
  chosen?: Readonly<Record<string, string | readonly string[]>>;
  /** 409: the people have changed since the page was shown */
  changed?: boolean;
  /** 422: as it was typed */
  typed?: string | undefined;
}

/** Where the question came from. */
export const backOf = ({ team, undo }: ConfirmRemovalPageProps) =>
  undo ? `/imports/${undo.importId}` : `/teams/${team.id}`;

/** What will happen, and the number to type. */
export function Question(props: ConfirmRemovalPageProps): VNode {
  const { team, undo, preview, chosen = {}, typed } = props;
  const { sum, version } = preview;
  const error = typed === undefined ? undefined : wrongNumber(sum.waiting);
  return (
    <>
      <ErrorSummary problems={problemsOf({ people: error })} />
      <PostForm
        class="panel confirmation"
        noValidate
        action={undo ? `${backOf(props)}/undo` : `/teams/${team.id}/members/remove`}
      >
        <input type="hidden" name="version" value={version} />
        {Object.entries(chosen).flatMap(([name, values]) =>
          [values].flat().map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
        )}
        <RemovalSumLine sum={sum} of={undo ? 'imported' : 'chosen'} waiting="to remove" />
        <div class="prose">
          <p>
            <b>{people(sum.waiting)}</b> {sum.waiting === 1 ? 'leaves' : 'leave'} <Name>{team.name}</Name>:{' '}
            {sum.waiting === 1 ? 'the account ends' : 'their accounts end'}, and the email{' '}
            {sum.waiting === 1 ? 'address is' : 'addresses are'} free again.{' '}
            {undo && 'The import stays in the history.'}
          </p>
        </div>
        <KeptReasons kept={sum.kept} />
        <Field
          id="people"
          label={`To confirm, enter the number of people to remove: ${count(sum.waiting)}`}
          value={typed ?? ''}
          error={error}
          maxLength={20}
        />
        <div class="form-actions">
          <Button kind="danger" icon="user-minus" busy="Starting…">
            {removeButton(sum.waiting)}
          </Button>
          <ButtonLink kind="quiet" href={backOf(props)}>
            Keep everyone
          </ButtonLink>
        </div>
      </PostForm>
    </>
  );
}
