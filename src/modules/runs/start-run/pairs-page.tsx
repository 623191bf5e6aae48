import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { ErrorSummary } from '../../../views/components/error-summary.js';
import { isolated } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { link } from '../../../views/components/pager.js';
import { PostForm } from '../../../views/components/post-form.js';
import { Table } from '../../../views/components/table.js';
import { Page } from '../../../views/layout/page.js';
import type { Viewer } from '../../../views/types.js';
import { MOST_PAIRS, MOST_RUNS } from '../run-types.js';
import { chosenText } from './chosen-groups.js';
import { fieldOf, pairColumns, rowProblem } from './pair-fields.js';
import { newTeams, type PairRow, type PairsProblem } from './read-pairs.js';

export interface PairsPageProps {
  visitor: Viewer;
  /** id of the run, so that the form starts one however often it is sent */
  id: string;
  rows: readonly PairRow[];
  /** names of the Teams that there are */
  teams: readonly string[];
  problem?: PairsProblem | 'too-many-runs' | undefined;
}

/** GET /runs/new/pairs. POST /runs: fields `id`, `new`, and for each row `group` and `team`. */
export function PairsPage({ visitor, id, rows, teams, problem }: PairsPageProps): VNode {
  const chosen = chosenText(rows.map(({ value }) => value));
  const added = rows.filter(({ teamId, problem: wrong }) => teamId === null && !wrong).length;
  return (
    <Page
      title="Which Team does each group go into?"
      visitor={visitor}
      current="teams"
      lead="The Teams are proposed by the last import of each group, and by name. A name that no Team has adds a new Team."
      breadcrumbs={[
        { label: 'Teams', href: '/teams' },
        { label: 'Runs', href: '/runs' },
        { label: 'Import several groups', href: link('/runs/new', { chosen }) },
        { label: 'Teams' },
      ]}
    >
      <ErrorSummary problems={summary(rows, problem)} />
      {problem === 'new-teams' && (
        <Banner
          kind="warning"
          title="Teams that do not exist yet will be added."
          text="They are marked as new below. If one of them is a Team that you have, correct its name. Then start the run."
        />
      )}
      <PostForm action="/runs" class="stack" noValidate>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="new" value={JSON.stringify(newTeams(rows))} />
        <Table
          caption="Groups and their Teams"
          columns={pairColumns(chosen)}
          rows={rows}
          rowKey={({ value }) => value}
          class="pairs"
        />
        <datalist id="teams">
          {teams.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <div class="form-actions">
          <Button kind="primary" icon="layers" busy="Starting…">
            Load {count(rows.length)} {rows.length === 1 ? 'group' : 'groups'}
          </Button>
          <ButtonLink kind="quiet" href={link('/runs/new', { chosen })}>
            Choose other groups
          </ButtonLink>
          <p class="hint">
            {added > 0 && `${count(added)} ${added === 1 ? 'group gets a new Team' : 'groups get a new Team'}. `}
            No one is imported before you have confirmed it.
          </p>
        </div>
      </PostForm>
    </Page>
  );
}

function summary(rows: readonly PairRow[], problem: PairsPageProps['problem']) {
  switch (problem) {
    case undefined:
    case 'new-teams':
      return [];
    case 'none':
      return [{ text: 'Choose at least one group.' }];
    case 'too-many':
      return [{ text: `A run has at most ${MOST_PAIRS} groups. Take some out.` }];
    case 'too-many-runs':
      return [{ text: `${MOST_RUNS} runs have not ended yet. Finish or cancel one of them, then start this one.` }];
    case 'rows':
      return rows.flatMap(({ value, offered, problem: wrong }) =>
        wrong
          ? [{ field: fieldOf(value), text: `${isolated(offered?.group.name ?? value)}: ${rowProblem(wrong)}` }]
          : [],
      );
  }
}
