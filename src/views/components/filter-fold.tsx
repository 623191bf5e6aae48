import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';

interface Props {
  /** how many filters are set */
  active: number;
  /** something in it must be seen, such as an error */
  open?: boolean;
  children: ComponentChildren;
}

/** Filters that would fill a small screen are folded there. On a wide screen they are always shown. */
export function FilterFold({ active, open = false, children }: Props): VNode {
  return (
    <details class="filter-fold" open={open}>
      <summary class="button secondary small">
        <Icon name="chevron-down" />
        Filters{active > 0 && <span class="filter-count">{active} set</span>}
      </summary>
      {children}
    </details>
  );
}
