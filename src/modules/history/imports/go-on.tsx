import type { VNode } from 'preact';
import { dayAt } from '../../../shared/days.js';
import { ButtonLink } from '../../../views/components/button.js';
import { link, type Query } from '../../../views/components/pager.js';
import { dayText, Moment } from '../../../views/components/time.js';
import { useZone } from '../../../views/opened.js';

interface Props {
  /** how far back was looked */
  from: Date;
  found: number;
  words: { readonly none: string; readonly all: string };
  path: string;
  query: Query;
}

/** What one request did not look at is not reported as missing. */
export function GoOn({ from, found, words, path, query }: Props): VNode {
  return (
    <div class="panel go-on" role="status">
      <p>
        {found === 0 ? words.none : 'There may be more.'} {words.all} back to <Moment at={from} /> were looked at.
      </p>
      <ButtonLink small href={link(path, query)}>
        Go on from {dayText(dayAt(useZone(), from))}
      </ButtonLink>
    </div>
  );
}
