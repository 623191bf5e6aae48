import type { VNode } from 'preact';
import { Icon } from './icon.js';

/** The order of a table, and the links to others. */
export interface Sorting {
  /** the `sort` of a column */
  readonly by: string;
  readonly desc: boolean;
  readonly to: (by: string, desc: boolean) => string;
  /** the table is in a form whose fields must not be lost: `to` gives values of its field `action`, and not addresses */
  readonly buttons?: boolean;
}

interface Sortable {
  readonly head: string;
  readonly sort?: string;
  readonly greatestFirst?: boolean;
}

interface Props {
  column: Sortable;
  sorting: Sorting;
}

/** Sorts by this column, and the other way round if it is sorted by it already. */
export function SortHead({ column, sorting }: Props): VNode {
  const { head, sort: by = '', greatestFirst = false } = column;
  const isSorted = sorting.by === by;
  const icon = isSorted ? (sorting.desc ? 'arrow-down' : 'arrow-up') : 'chevrons-up-down';
  const [to, className] = [sorting.to(by, isSorted ? !sorting.desc : greatestFirst), isSorted ? 'sort sorted' : 'sort'];
  return sorting.buttons ? (
    <button class={className} type="submit" name="action" value={to}>
      {head}
      <Icon name={icon} />
    </button>
  ) : (
    <a class={className} href={to}>
      {head}
      <Icon name={icon} />
    </a>
  );
}

/** On a narrow screen the rows are cards, and the head of the table is not shown. */
export function SortLine({ columns, sorting }: { columns: readonly Sortable[]; sorting: Sorting }): VNode {
  return (
    <div class="sort-line" role="group" aria-label="Sort by">
      <span aria-hidden="true">Sort by</span>
      {columns
        .filter(({ sort }) => sort !== undefined)
        .map((column) => (
          <SortHead key={column.head} column={column} sorting={sorting} />
        ))}
    </div>
  );
}
