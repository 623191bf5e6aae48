import type { VNode } from 'preact';
import { Icon } from './icon.js';
import { isMarked, Name, Sentence } from './name.js';

export interface Crumb {
  /** a name, or a title whose names are marked by `isolated` */
  readonly label: string;
  /** omitted for the page itself */
  readonly href?: string;
}

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }): VNode | null {
  if (crumbs.length === 0) return null;
  return (
    <nav class="breadcrumbs" aria-label="Breadcrumbs">
      <ol role="list">
        {crumbs.map(({ label, href }, index) => (
          <li key={label}>
            {href === undefined ? (
              <span aria-current="page">
                <Label>{label}</Label>
              </span>
            ) : (
              <a href={href}>
                <Label>{label}</Label>
              </a>
            )}
            {index < crumbs.length - 1 && <Icon name="chevron-right" />}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Label({ children }: { children: string }): VNode {
  return isMarked(children) ? <Sentence>{children}</Sentence> : <Name>{children}</Name>;
}
