import type { ComponentChildren, VNode } from 'preact';
import type { Tone } from './chip.js';
import { Icon, type IconName } from './icon.js';
import { Name } from './name.js';
import { Moment } from './time.js';

export interface TimelineEntry {
  readonly key: string;
  readonly at: Date;
  readonly by: string;
  readonly icon: IconName;
  readonly tone: Tone;
  readonly what: ComponentChildren;
  readonly detail?: ComponentChildren;
}

/** Events, newest first: a sentence, who, and when. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }): VNode {
  return (
    <ol class="timeline" role="list">
      {entries.map((entry) => (
        <li key={entry.key} class={entry.tone}>
          <span class="timeline-icon">
            <Icon name={entry.icon} />
          </span>
          <div>
            <p class="timeline-what">{entry.what}</p>
            {entry.detail && <p class="timeline-detail">{entry.detail}</p>}
            <p class="timeline-when">
              <Name>{entry.by}</Name> · <Moment at={entry.at} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
