import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { FilterFold } from '../../../views/components/filter-fold.js';
import { isolated } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { searchesWhileTyping, SearchInput } from '../../../views/components/search-form.js';
import { reasonOfSeveral } from '../../../views/words/reasons.js';
import { KINDS, REASONS, type Facet, type RosterCounts, type RosterShow } from '../roster-types.js';
import { SINCE } from '../reload/reload-types.js';
import type { PeopleFilter } from './row-query.js';

interface Props {
  rosterId: string;
  counts: RosterCounts;
  /** of the page */
  filter: PeopleFilter;
}

/** Which rows are shown. Its button is the first of the form, so Enter in the search field filters. */
export function RosterFilter({ rosterId, counts, filter: { show, q, site } }: Props): VNode {
  const choices: readonly (readonly [RosterShow, string, number])[] = [
    ['all', 'All', counts.listed],
    ['importable', 'Can be imported', counts.importable],
    ['blocked', 'Cannot be imported', counts.blocked],
    ['ticked', 'Ticked', counts.ticked],
  ];
  const numberOf = (facet: Facet | 'usual') =>
    facet === 'usual' ? counts.selectAll : (counts.facets?.[facet]?.[0] ?? 0);
  const isWorth = (facet: Facet | 'usual') => (facet === 'usual' ? numberOf('unusual') > 0 : numberOf(facet) > 0);
  const facets = ([...REASONS, 'usual', ...KINDS, ...SINCE] as const)
    .filter((facet) => isWorth(facet) || facet === show)
    .map((facet) => [facet, FACET_WORDS[facet], numberOf(facet)] as const);
  const live = {
    ...searchesWhileTyping(`/rosters/${rosterId}`, 'input delay:250ms, change from:#site', false),
    'hx-include': 'input[name="show"]:checked, #site, #sort',
  };
  return (
    <div class="toolbar">
      <div class="search">
        <SearchInput label="Find by name, email or site" q={q} live={live} />
        <Button small name="action" value="filter">
          Search
        </Button>
      </div>
      <FilterFold active={(show === 'all' ? 0 : 1) + (site === '' ? 0 : 1)}>
        <SiteChoice sites={counts.sites ?? []} site={site} />
        <Choices legend="Show" choices={choices} show={show} />
        {facets.length > 0 && (
          <Choices legend="Show by reason, kind or change" class="facets" choices={facets} show={show} />
        )}
      </FilterFold>
    </div>
  );
}

interface SiteChoiceProps {
  sites: NonNullable<RosterCounts['sites']>;
  site: string;
}

/** Applied with the search, or as soon as it is chosen. */
function SiteChoice({ sites, site }: SiteChoiceProps): VNode | null {
  if (sites.length < 2 && site === '') return null;
  const known = sites.some(([name]) => name === site);
  return (
    <div class="site-choice">
      <label class="visually-hidden" for="site">
        Site
      </label>
      <select class="input" id="site" name="site" dir="auto">
        <option value="">Every site</option>
        {site !== '' && !known && (
          <option value={site} selected dir="auto">
            {site}
          </option>
        )}
        {sites.map(([name, people]) => (
          <option key={name} value={name} selected={name === site}>
            {isolated(name)} ({count(people)})
          </option>
        ))}
      </select>
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

const FACET_WORDS: Readonly<Record<Facet | 'usual', string>> = {
  'no-email': reasonOfSeveral('no-email'),
  'malformed-email': reasonOfSeveral('malformed-email'),
  'duplicate-in-list': reasonOfSeveral('duplicate-in-list'),
  'already-in-this-team': reasonOfSeveral('already-in-this-team'),
  'already-has-account': reasonOfSeveral('already-has-account'),
  usual: 'Included by Select all',
  unusual: 'Not included by Select all',
  inactive: 'Inactive',
  'service-account': 'Service accounts',
  'general-user': 'General User',
  technician: 'Technicians',
  prospect: 'Prospects',
  new: 'New',
  changed: 'Changed',
};
