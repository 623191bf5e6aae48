import type { VNode } from 'preact';
import type { IconName } from '../../../views/components/icon.js';
import { isolated, Sentence } from '../../../views/components/name.js';
import { Timeline } from '../../../views/components/timeline.js';

export interface TeamHistoryEntry {
  readonly position: string;
  readonly kind: 'added' | 'renamed' | 'archived' | 'reopened';
  readonly name: string | null;
  readonly previousName: string | null;
  readonly at: Date;
  /** name of who did it */
  readonly by: string;
}

const icons: Readonly<Record<TeamHistoryEntry['kind'], IconName>> = {
  added: 'plus',
  renamed: 'pencil',
  archived: 'archive',
  reopened: 'archive-restore',
};

/** What was done to the Team itself; its people and imports have their own lists. */
export function TeamHistory({ entries }: { entries: readonly TeamHistoryEntry[] }): VNode {
  return (
    <section class="section" id="history" aria-labelledby="history-title">
      <h2 id="history-title">History of this Team</h2>
      <Timeline
        entries={entries.map((entry) => ({
          ...{ key: entry.position, at: entry.at, by: entry.by, icon: icons[entry.kind], tone: 'neutral' },
          what: <Sentence>{sentence(entry)}</Sentence>,
        }))}
      />
    </section>
  );
}

function sentence({ kind, name, previousName }: TeamHistoryEntry): string {
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
