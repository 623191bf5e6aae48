import type { VNode } from 'preact';
import { pageNumber, type RowRange } from '../../shared/row-range.js';
import { Icon, type IconName } from './icon.js';
import { count } from './number.js';

export type Turn = 'first' | 'previous' | 'next' | 'last';

interface Props {
  /** of the whole list for screen readers, marked by `isolated` where it has names */
  label: string;
  /** the upper of two: their labels differ */
  above?: boolean | undefined;
  range?: RowRange | undefined;
  /** the turns that lead to another page, as a link or as a button of a form */
  turns: readonly Turn[];
  to: (turn: Turn, face: VNode) => VNode;
}

const ORDER: readonly Turn[] = ['first', 'previous', 'next', 'last'];

const FACES: Readonly<Record<Turn, readonly [string, IconName]>> = {
  first: ['First', 'chevron-first'],
  previous: ['Previous', 'chevron-left'],
  next: ['Next', 'chevron-right'],
  last: ['Last', 'chevron-last'],
};

/** "101–200 of 2,500 · page 2 of 25", and the ways to other pages. */
export function PageTurns({ label, above, range, turns, to }: Props): VNode {
  return (
    <nav class={above ? 'pager above' : 'pager'} aria-label={`Pages of ${label}${above ? ', above' : ''}`}>
      {range && <p>{rangeText(range)}</p>}
      {ORDER.filter((turn) => turns.includes(turn)).map((turn) => to(turn, <Face turn={turn} />))}
    </nav>
  );
}

function Face({ turn }: { turn: Turn }): VNode {
  const [word, icon] = FACES[turn];
  const isBack = turn === 'first' || turn === 'previous';
  return (
    <span class="button-face">
      {isBack && <Icon name={icon} />}
      <span>{word}</span>
      {!isBack && <Icon name={icon} />}
    </span>
  );
}

export function rangeText(range: RowRange): string {
  const { from, to, of } = range;
  const { page, pages } = pageNumber(range);
  if (of === 0) return 'No rows';
  const rows = `${count(from)}–${count(to)}${of === null ? '' : ` of ${count(of)}`}`;
  if (pages === 1) return rows;
  return `${rows} · page ${count(page)}${pages === null ? '' : ` of ${count(pages)}`}`;
}
