import type { VNode } from 'preact';
import { Name } from '../../../views/components/name.js';
import type { TeamThen } from '../../teams/index.js';

/** A Team by its name at the time of an event. */
export function TeamOfThen({ team: { id, name, nowCalled } }: { team: TeamThen }): VNode {
  return (
    <>
      <a href={`/teams/${id}`}>
        <Name>{name}</Name>
      </a>
      {nowCalled !== undefined && (
        <span class="secondary">
          ,{' '}
          <a href={`/teams/${id}#history`}>
            now called <Name>{nowCalled}</Name>
          </a>
        </span>
      )}
    </>
  );
}
