import type { VNode } from 'preact';
import { Button } from '../../../views/components/button.js';
import { described } from '../../../views/components/field.js';
import { ErrorSummary, problemsOf } from '../../../views/components/error-summary.js';
import { Icon } from '../../../views/components/icon.js';
import { Name } from '../../../views/components/name.js';
import { link } from '../../../views/components/pager.js';
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
  by: 'Imported by',
  team: 'Team',
  group: 'HaloPSA group',
  outcome: 'Outcome',
  reason: 'Rejected because',
};

const outcomes: readonly TeamRef[] = OUTCOMES.map((id) => ({ id, name: outcomeNames[id] }));
const reasons: readonly TeamRef[] = REASONS.map((id) => ({
  id,
  name: id === 'malformed-email' ? 'Email address not usable' : blockReason(id, null),
}));

interface Props {
  choices: FilterChoices;
  /** the current filter */
  filter: Pick<ReadFilter, 'values' | 'problems'>;
}

/** A GET form, so that what it shows has an address. */
export function Filter({ choices, filter: { values, problems } }: Props): VNode {
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
      <form class="toolbar filters" method="get" autocomplete="off" action="/imports">
        {(['from', 'to'] as const).map((field) => (
          <div key={field} class="filter">
            <label for={field}>{labels[field]}</label>
            <input
              class="input"
              type="date"
              id={field}
              name={field}
              value={values[field]}
              min="1900-01-01"
              max="9999-12-30"
              {...described({ id: field, label: labels[field], error: problems[field] })}
            />
            <FilterProblem field={field} text={problems[field]} />
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
            <FilterProblem field={field} text={problems[field]} />
          </div>
        ))}
        <div class="filter-buttons">
          <Button small>Show</Button>
        </div>
      </form>
      <Active values={values} names={new Map(selects.map(([field, options]) => [field, options]))} />
    </>
  );
}

function FilterProblem({ field, text }: { field: FilterField; text: string | undefined }): VNode | null {
  return text === undefined ? null : (
    <p class="field-error" id={`${field}-error`}>
      <Icon name="circle-x" />
      <span>{text}</span>
    </p>
  );
}

/** The filters that are set, each with a link that clears only this one. */
function Active({
  values,
  names,
}: {
  values: ReadFilter['values'];
  names: ReadonlyMap<FilterField, readonly TeamRef[]>;
}): VNode | null {
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
          <a class="button secondary small" href={link('/imports', { ...values, [field]: null })}>
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
          <a class="button quiet small" href="/imports">
            Clear all
          </a>
        </li>
      )}
    </ul>
  );
}
