import type { VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export type Tone = 'neutral' | 'good' | 'attention' | 'bad' | 'accent';

/** One word about a row. A colour never stands alone: it has its icon and its word. */
export function Chip({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: string }): VNode {
  return (
    <span class={`chip ${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
