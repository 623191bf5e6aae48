import type { VNode } from 'preact';
import { Name } from './name.js';
import type { TeamRef } from '../types.js';

/** A Team by its name at the time of an event. */
interface TeamThen extends TeamRef {
  /** its current name, if that differs */
  readonly nowCalled?: string | undefined;
}

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
