import type { VNode } from 'preact';
import { Chip } from '../../../views/components/chip.js';
import { Sentence } from '../../../views/components/name.js';
import type { RosterRow } from '../roster-types.js';
import { whatChanged } from './what-changed.js';

/** In the row of a person who came, or changed, with the reload. */
export function SinceReload(row: RosterRow): VNode | null {
  if (row.since === 'new') return <Chip>New</Chip>;
  if (row.since !== 'changed' || !row.was) return null;
  return (
    <>
      <Chip>Changed</Chip>{' '}
      <span class="since-reload">
        <Sentence>{whatChanged(row, row.was)}</Sentence>
      </span>
    </>
  );
}
