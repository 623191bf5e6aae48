import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

/** Replaces an empty list: what is missing, and what to do next. */
export function EmptyState(props: {
  icon: IconName;
  title: string;
  children: ComponentChildren;
  action?: ComponentChildren;
}): VNode {
  return (
    <div class="empty-state">
      <span class="empty-icon">
        <Icon name={props.icon} size={24} />
      </span>
      <h2>{props.title}</h2>
      <p>{props.children}</p>
      {props.action && <div class="empty-action">{props.action}</div>}
    </div>
  );
}
