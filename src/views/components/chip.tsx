import type { VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export type Tone = 'neutral' | 'good' | 'attention' | 'bad' | 'accent';

/** One word about a row. Colour is never the only sign: there is an icon and a word. */
export function Chip({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: string }): VNode {
  return (
    <span class={`chip ${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
