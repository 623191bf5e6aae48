import type { VNode } from 'preact';
import { Banner } from '../../../views/components/banner.js';
import { Button, ButtonForm } from '../../../views/components/button.js';
import { errorsAside } from '../../../views/components/htmx.js';
import { isolated } from '../../../views/components/name.js';
import { NoWorker } from '../../../views/components/no-worker.js';
import { count } from '../../../views/components/number.js';
import { PostForm } from '../../../views/components/post-form.js';
import { Progress } from '../../../views/components/progress.js';
import { SumLine } from '../../../views/components/sum-line.js';
import type { Run } from '../run-types.js';
import { PairRows } from './pair-rows.js';
import type { ShownRun } from './shown-run.js';

export interface RunProgressProps {
  run: Run;
  shown: ShownRun;
  isAdmin: boolean;
  noWorker: boolean;
}

/** The fragment that GET /runs/:id returns to htmx until the run has ended; then it reloads the page. */
export function RunProgress(props: RunProgressProps): VNode {
  const { run, shown, isAdmin, noWorker } = props;
  const polls = {
    ...{ 'hx-get': `/runs/${run.id}`, 'hx-trigger': shown.moves ? 'every 1s' : 'every 5s', 'hx-swap': 'outerMorph' },
    ...errorsAside,
  };
  const isGoing = !run.endedAt && !run.cancelRequestedAt;
  return (
    <section
      id="run-progress"
      class="stack"
      aria-label="Progress"
      {...(run.endedAt ? { 'data-reload': 'yes' } : polls)}
    >
      <div class="panel">
        <Progress
          id="run"
          label={labelOf(run, shown)}
          done={shown.settled}
          total={shown.pairs.length}
          word={shown.pairs.length === 1 ? 'group done' : 'groups done'}
        >
          {noWorker && !run.endedAt && <NoWorker />}
        </Progress>
        {shown.sum && <SumLine sum={shown.sum} />}
        {isAdmin && isGoing && <Actions {...props} />}
      </div>
      {shown.blockedBy && (
        <Banner
          kind="warning"
          title={`The run waits for group ${shown.blockedBy.n}, ${isolated(shown.blockedBy.groupName)}.`}
          text="Groups are imported one after another, in their order. Check and confirm it, or skip it."
        />
      )}
      <PairRows runId={run.id} pairs={shown.pairs} isAdmin={isAdmin} />
    </section>
  );
}

function labelOf({ endedAt, cancelRequestedAt }: Run, { moves }: ShownRun): string {
  if (endedAt) return 'The run has ended';
  if (cancelRequestedAt) return 'Cancelling';
  return moves ? 'In progress' : 'Waiting for confirmation';
}

function Actions({ run, shown: { together } }: RunProgressProps): VNode {
  return (
    <div class="form-actions">
      {together.length > 0 && (
        <PostForm action={`/runs/${run.id}/confirm`} class="button-form">
          {together.map(({ n, version }) => (
            <input key={n} type="hidden" name="pair" value={`${n}:${version}`} />
          ))}
          <Button kind="primary" icon="download" busy="Starting…">
            {together.length === 1
              ? 'Import the group without doubts'
              : `Import all ${count(together.length)} groups without doubts`}
          </Button>
        </PostForm>
      )}
      <ButtonForm action={`/runs/${run.id}/cancel`} icon="x" describedBy="cancel-hint">
        Cancel run
      </ButtonForm>
      <p class="hint" id="cancel-hint">
        People who are imported already stay in their Teams. No further group is imported.
      </p>
    </div>
  );
}
