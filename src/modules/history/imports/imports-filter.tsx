import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { DayInput, InputError } from '../../../views/components/day-form.js';
import { described } from '../../../views/components/field.js';
import { ErrorSummary, problemsOf } from '../../../views/components/error-summary.js';
import { FilterFold } from '../../../views/components/filter-fold.js';
import { Icon } from '../../../views/components/icon.js';
import { Name } from '../../../views/components/name.js';
import { link, type Query } from '../../../views/components/pager.js';
import { dayText } from '../../../views/components/time.js';
import type { TeamRef } from '../../../views/types.js';
import { blockReason } from '../../../views/words/reasons.js';
import type { FilterChoices } from './import-entries.js';
import { FILTERS, OUTCOMES, REASONS, type FilterField, type ReadFilter } from './import-filter.js';

const outcomeNames: Readonly<Record<(typeof OUTCOMES)[number], string>> = {
  completed: 'Completed',
  'with-rejections': 'With rejected people',
  cancelled: 'Cancelled',
  running: 'Running',
};

const labels: Readonly<Record<FilterField, string>> = {
  from: 'From day',
  to: 'To day',
  by: 'Done by',
  team: 'Team',
  group: 'HaloPSA group',
  outcome: 'Outcome',
  reason: 'Rejected because',
};

/** The outcomes of imports. */
export const importOutcomes: readonly TeamRef[] = OUTCOMES.map((id) => ({ id, name: outcomeNames[id] }));
const reasons: readonly TeamRef[] = REASONS.map((id) => ({
  id,
  name: id === 'malformed-email' ? 'Email address not usable' : blockReason(id, null),
}));

export type ShownFilter = Pick<ReadFilter, 'values' | 'problems'> & Partial<Pick<ReadFilter, 'typed'>>;

interface Props {
  /** of the page with the list */
  path: string;
  /** what else is in its address */
  keep?: Query;
  choices: FilterChoices;
  outcomes: readonly TeamRef[];
  /** the current filter */
  filter: ShownFilter;
}

/** A GET form, so that what it shows has an address. */
export function Filter({ path, keep = {}, choices, outcomes, filter: { values, problems, typed = {} } }: Props): VNode {
  const selects: readonly (readonly [FilterField, readonly TeamRef[], string])[] = [
    ['by', choices.actors, 'Anyone'],
    ['team', choices.teams, 'Every Team'],
    ['group', choices.groups, 'Every group'],
    ['outcome', outcomes, 'Every outcome'],
    ['reason', reasons, 'Any reason, or none'],
  ];
  return (
    <>
      <ErrorSummary problems={problemsOf(problems)} />
      <FilterFold
        active={FILTERS.filter((field) => values[field] !== undefined).length}
        open={Object.keys(problems).length > 0}
      >
        <form class="toolbar filters" method="get" autocomplete="off" action={path}>
          {Object.entries(keep).map(
            ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
          )}
          {(['from', 'to'] as const).map((field) => (
            <div key={field} class="filter">
              <label for={field}>{labels[field]}</label>
              <DayInput id={field} value={values[field] ?? typed[field] ?? ''} error={problems[field]} />
              <InputError id={field} text={problems[field]} />
            </div>
          ))}
          {selects.map(([field, options, none]) => (
            <div key={field} class="filter">
              <label for={field}>{labels[field]}</label>
              <select
                class="input"
                id={field}
                name={field}
                {...described({ id: field, label: labels[field], error: problems[field] })}
              >
                <option value="">{none}</option>
                {options.map(({ id, name }) => (
                  <option key={id} value={id} selected={id === values[field]} dir="auto">
                    {name}
                  </option>
                ))}
              </select>
              <InputError id={field} text={problems[field]} />
            </div>
          ))}
          <div class="filter-buttons">
            <Button small>Show</Button>
          </div>
        </form>
      </FilterFold>
      <Active
        path={path}
        keep={keep}
        values={values}
        names={new Map(selects.map(([field, options]) => [field, options]))}
      />
    </>
  );
}

interface ActiveProps {
  path: string;
  keep: Query;
  values: ReadFilter['values'];
  names: ReadonlyMap<FilterField, readonly TeamRef[]>;
}

/** The filters that are set, each with a link that clears only this one. */
function Active({ path, keep, values, names }: ActiveProps): VNode | null {
  const active = FILTERS.filter((field) => values[field] !== undefined);
  if (active.length === 0) return null;
  const nameOf = (field: FilterField, value: string) =>
    field === 'from' || field === 'to'
      ? dayText(value)
      : (names.get(field)?.find(({ id }) => id === value)?.name ?? 'not known');
  return (
    <ul class="active-filters" role="list" aria-label="Filters">
      {active.map((field) => (
        <li key={field}>
          <a class="button secondary small" href={link(path, { ...keep, ...values, [field]: null })}>
            <span class="button-face">
              <span>
                <span class="visually-hidden">Clear </span>
                {labels[field]}: <Name>{nameOf(field, values[field] ?? '')}</Name>
              </span>
              <Icon name="x" />
            </span>
          </a>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <a class="button quiet small" href={link(path, keep)}>
            Clear all
          </a>
        </li>
      )}
    </ul>
  );
}
