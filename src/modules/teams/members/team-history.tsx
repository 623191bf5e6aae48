import type { VNode } from 'preact';
import type { IconName } from '../../../views/components/icon.js';
import { isolated, Sentence } from '../../../views/components/name.js';
import { Timeline } from '../../../views/components/timeline.js';
import type { TeamChange } from './team-changes.js';

const icons: Readonly<Record<TeamChange['kind'], IconName>> = {
  added: 'plus',
  renamed: 'pencil',
  archived: 'archive',
  reopened: 'archive-restore',
};

/** The changes to the Team itself; its people and imports are on a page of their own. */
export function TeamHistory({ teamId, entries }: { teamId: string; entries: readonly TeamChange[] }): VNode {
  return (
    <section class="section" id="history" aria-labelledby="history-title">
      <h2 id="history-title">History of this Team</h2>
      <p>
        <a href={`/teams/${teamId}/history`}>With its imports and its people</a>
      </p>
      <Timeline
        entries={entries.map((entry) => ({
          ...{ key: entry.position, at: entry.at, by: entry.by, icon: icons[entry.kind], tone: 'neutral' },
          what: <Sentence>{sentence(entry)}</Sentence>,
        }))}
      />
    </section>
  );
}

function sentence({ kind, name, previousName }: TeamChange): string {
  switch (kind) {
    case 'added':
      return `Added as ${isolated(name ?? '')}`;
    case 'renamed':
      return `Renamed from ${isolated(previousName ?? '')} to ${isolated(name ?? '')}`;
    case 'archived':
      return 'Archived';
    case 'reopened':
      return 'Reopened';
  }
}
