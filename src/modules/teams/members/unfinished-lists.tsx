import type { VNode } from 'preact';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { Moment } from '../../../views/components/time.js';
import type { UnfinishedList } from './unfinished.js';

/** Shown to the admin who began them, on the page of their Team and where a group is selected for it; null without lists. */
export function YourLists({ lists }: { lists: readonly UnfinishedList[] }): VNode | null {
  if (lists.length === 0) return null;
  return (
    <section class="panel your-lists" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">{lists.length === 1 ? 'A list you began' : 'Lists you began'}</h2>
      {lists.map((list) => (
        <div key={list.rosterId} class="panel-head">
          <p>
            <Begun list={list} />
          </p>
          <div class="your-lists-actions">
            <ButtonLink small href={`/rosters/${list.rosterId}`}>
              Go on
              <With list={list} />
            </ButtonLink>
            <ButtonForm small kind="quiet" action={`/rosters/${list.rosterId}/discard`}>
              Throw away
              <With list={list} />
            </ButtonForm>
          </div>
        </div>
      ))}
    </section>
  );
}

/** Which list a button is about, for those who hear it alone. */
function With({ list }: { list: UnfinishedList }): VNode {
  return (
    <span class="visually-hidden">
      : <Name>{list.groupName}</Name>
    </span>
  );
}

export function Begun({ list: { groupName, ticked, begunAt } }: { list: UnfinishedList }): VNode {
  return (
    <>
      You began a list of{' '}
      <b>
        <Name>{groupName}</Name>
      </b>{' '}
      on <Moment at={begunAt} />, with {count(ticked)} ticked.
    </>
  );
}
