import type { VNode } from 'preact';
import { Icon, type IconName } from './icon.js';
import { Name } from './name.js';

export interface MenuItem {
  readonly label: string;
  readonly href: string;
  readonly icon: IconName;
}

/** A list of links that opens below its button. `about` distinguishes the menus of a list for screen readers. */
export function ActionMenu({
  about,
  items,
  label = 'Action',
}: {
  about: string;
  items: readonly MenuItem[];
  label?: string;
}): VNode {
  return (
    <details class="menu">
      <summary class="button secondary small">
        <span class="button-face">
          <span>
            {label}
            <span class="visually-hidden">
              {' '}
              for <Name>{about}</Name>
            </span>
          </span>
          <Icon name="chevron-down" />
        </span>
      </summary>
      <ul class="menu-list" role="list">
        {items.map(({ label, href, icon }) => (
          <li key={href}>
            <a href={href}>
              <Icon name={icon} />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
