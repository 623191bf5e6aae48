import type { ComponentChildren, VNode } from 'preact';
import { Sentence } from './name.js';
import { SortHead, SortLine, type Sorting } from './table-sort.js';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** right-aligned figures */
  readonly number?: boolean;
  /** the heading is read out, not shown */
  readonly quietHead?: boolean;
  /** the row's name: its header cell, and the title of its card */
  readonly title?: boolean;
  /** a class for the cells of this column */
  readonly class?: string;
  /** the list can be sorted by this column, under this name */
  readonly sort?: string;
  /** sorting by it begins with the greatest: times and figures */
  readonly greatestFirst?: boolean;
}

interface Props<Row> {
  /** describes the table for screen readers; names in it are marked by `isolated` */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** a class for the whole table */
  class?: string;
  sorting?: Sorting | undefined;
}

/** Rows that become cards on a narrow screen. The explicit roles keep it a table there, where `display` would remove them. */
export function Table<Row>({ caption, columns, rows, rowKey, class: className, sorting }: Props<Row>): VNode {
  return (
    <>
      {sorting && <SortLine columns={columns} sorting={sorting} />}
      <table class={className ? `table ${className}` : 'table'} role="table">
        <caption class="visually-hidden">
          <Sentence>{caption}</Sentence>
        </caption>
        <thead class="narrow-hidden" role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <Head key={column.head} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.head} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Head<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }): VNode {
  const isSorted = sorting !== undefined && column.sort === sorting.by;
  const order = isSorted ? (sorting.desc ? 'descending' : 'ascending') : undefined;
  return (
    <th role="columnheader" scope="col" class={classOf(column)} aria-sort={order}>
      {sorting && column.sort !== undefined ? (
        <>
          <SortHead column={column} sorting={sorting} />
          <span class="head-of-cards">{column.head}</span>
        </>
      ) : (
        <span class={column.quietHead ? 'visually-hidden' : undefined}>{column.head}</span>
      )}
    </th>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }): VNode {
  const content = column.cell(row);
  if (column.title)
    return (
      <th role="rowheader" scope="row" class={classOf(column)}>
        {content}
      </th>
    );
  return (
    <td role="cell" class={classOf(column)} data-label={column.quietHead ? undefined : column.head}>
      {content}
    </td>
  );
}

function classOf(column: Pick<Column<unknown>, 'number' | 'title' | 'class'>): string | undefined {
  return [column.number && 'number', column.title && 'row-title', column.class].filter(Boolean).join(' ') || undefined;
}
