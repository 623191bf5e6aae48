import { validate } from 'uuid';
import type { RejectionReason } from '../../../facts/index.js';
import { dayIn, readDay } from '../../../shared/days.js';
import type { Fields } from '../../../shared/fields.js';
import type { ImportFilter } from './import-types.js';

/** What to show of the imports. Null: all of them. */
export interface WantedImports {
  /** imports that started at this instant or later, and before the other one */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly teamId: string | null;
  /** who pressed Import */
  readonly actorId: string | null;
  /** "client:12" */
  readonly group: string | null;
  readonly outcome: Exclude<ImportFilter, 'all'> | null;
  /** at least one person was rejected for it */
  readonly reason: RejectionReason | null;
}

export const FILTERS = ['from', 'to', 'by', 'team', 'group', 'outcome', 'reason'] as const;
export type FilterField = (typeof FILTERS)[number];

export interface ReadFilter {
  readonly wanted: WantedImports;
  /** the valid values as they are in the address, for links and for the form */
  readonly values: Readonly<Partial<Record<FilterField, string>>>;
  /** what is wrong with the others, as a sentence; they do not filter */
  readonly problems: Readonly<Partial<Record<FilterField, string>>>;
}

export const OUTCOMES: readonly Exclude<ImportFilter, 'all'>[] = [
  'completed',
  'with-rejections',
  'cancelled',
  'running',
];
/** The compiler asks for a new reason here. */
const REASON_SET: Readonly<Record<RejectionReason, true>> = {
  'no-email': true,
  'malformed-email': true,
  'duplicate-in-list': true,
  'already-in-this-team': true,
  'already-has-account': true,
};
export const REASONS = Object.keys(REASON_SET) as RejectionReason[];

const GROUP = /^(?:client|list|site):\d{1,15}$/;

const VALID: Readonly<Record<FilterField, (text: string) => string | undefined>> = {
  from: readDay,
  to: readDay,
  by: readId,
  team: readId,
  group: (text) => (GROUP.test(text) ? text : undefined),
  outcome: (text) => OUTCOMES.find((outcome) => outcome === text),
  reason: (text) => REASONS.find((reason) => reason === text),
};

const NOT_A_DAY = 'Enter a day of the calendar, such as 2026-03-05. Until then the list is not limited by it.';
const NOT_LISTED =
  'The address has a value that is not in this list. Select one; until then the list is not limited by it.';

/**
 * The filter in an address.
 * @param zone of the visitor: "to 5 March" includes 23:30 of that day there
 */
export function readFilter(query: Fields, zone: string): ReadFilter {
  const values: Partial<Record<FilterField, string>> = {};
  const problems: Partial<Record<FilterField, string>> = {};
  for (const field of FILTERS) {
    const sent = query[field];
    if (sent === undefined || sent === '') continue;
    const value = typeof sent === 'string' && sent.length <= 100 ? VALID[field](sent) : undefined;
    if (value === undefined) problems[field] = field === 'from' || field === 'to' ? NOT_A_DAY : NOT_LISTED;
    else values[field] = value;
  }
  if (values.from && values.to && values.from > values.to) {
    problems.to = 'The last day is before the first one, so nothing fits. Exchange the two days.';
  }
  return { wanted: wantedOf(values, zone), values, problems };
}

function wantedOf(values: ReadFilter['values'], zone: string): WantedImports {
  return {
    from: values.from ? dayIn(zone, values.from).from : null,
    to: values.to ? dayIn(zone, values.to).to : null,
    teamId: values.team ?? null,
    actorId: values.by ?? null,
    group: values.group ?? null,
    outcome: (values.outcome as WantedImports['outcome'] | undefined) ?? null,
    reason: (values.reason as RejectionReason | undefined) ?? null,
  };
}

function readId(text: string): string | undefined {
  return validate(text) ? text.toLowerCase() : undefined;
}
