import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { count } from '../../../views/components/number.js';
import { searchesWhileTyping, SearchInput } from '../../../views/components/search-form.js';
import { reasonOfSeveral } from '../../../views/words/reasons.js';
import { KINDS, REASONS, type Facet, type RosterCounts, type RosterShow } from '../roster-types.js';

interface Props {
  rosterId: string;
  counts: RosterCounts;
  show: RosterShow;
  q: string;
}

/** Which rows are shown. Its button is the first of the form, so Enter in the search field filters. */
export function RosterFilter({ rosterId, counts, show, q }: Props): VNode {
  const choices: readonly (readonly [RosterShow, string, number])[] = [
    ['all', 'All', counts.listed],
    ['importable', 'Can be imported', counts.importable],
    ['blocked', 'Cannot be imported', counts.blocked],
    ['ticked', 'Ticked', counts.ticked],
  ];
  const facets = [...REASONS, ...KINDS]
    .map((facet) => [facet, FACET_WORDS[facet], counts.facets?.[facet]?.[0] ?? 0] as const)
    .filter(([facet, , number]) => number > 0 || facet === show);
  const live = {
    ...searchesWhileTyping(`/rosters/${rosterId}`, 'input delay:250ms', false),
    'hx-include': 'input[name="show"]:checked, #sort',
  };
  return (
    <div class="toolbar">
      <div class="search">
        <SearchInput label="Find by name, email or site" q={q} live={live} />
        <Button small name="action" value="filter">
          Search
        </Button>
      </div>
      <Choices legend="Show" choices={choices} show={show} />
      {facets.length > 0 && <Choices legend="Show by reason or kind" class="facets" choices={facets} show={show} />}
    </div>
  );
}

interface ChoicesProps {
  legend: string;
  class?: string;
  choices: readonly (readonly [RosterShow, string, number])[];
  show: RosterShow;
}

function Choices({ legend, class: className, choices, show }: ChoicesProps): VNode {
  return (
    <fieldset class={className ? `segments ${className}` : 'segments'} data-autosubmit="filter">
      <legend class="visually-hidden">{legend}</legend>
      {choices.map(([value, label, number]) => (
        <label key={value}>
          <input type="radio" id={`show-${value}`} name="show" value={value} checked={value === show} />
          <span>
            {label}{' '}
            <span class="segment-count" data-count={value}>
              {count(number)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const FACET_WORDS: Readonly<Record<Facet, string>> = {
  'no-email': reasonOfSeveral('no-email'),
  'malformed-email': reasonOfSeveral('malformed-email'),
  'duplicate-in-list': reasonOfSeveral('duplicate-in-list'),
  'already-in-this-team': reasonOfSeveral('already-in-this-team'),
  'already-has-account': reasonOfSeveral('already-has-account'),
  unusual: 'Not included by Select all',
  inactive: 'Inactive',
  'service-account': 'Service accounts',
  'general-user': 'General User',
  technician: 'Technicians',
  prospect: 'Prospects',
};
