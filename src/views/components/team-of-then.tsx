import type { VNode } from 'preact';
import { Name } from './name.js';
import type { TeamRef } from '../types.js';

/** A Team as it was called when something happened. */
interface TeamThen extends TeamRef {
  /** its name today, where that is another one */
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
