import { validate } from 'uuid';
import type { RejectionReason } from '../../../facts/index.js';
import { dayIn, readDay } from '../../../shared/days.js';
import type { Fields } from '../../../shared/fields.js';
import type { ImportFilter } from './import-types.js';

/** What to show of the imports or of the people. Null: all of them. */
export interface Wanted<Outcome extends string> {
  /** what began at this instant or later, and before the other one */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly teamId: string | null;
  /** who did it */
  readonly actorId: string | null;
  /** "client:12" */
  readonly group: string | null;
  readonly outcome: Outcome | null;
  /** why someone was rejected */
  readonly reason: RejectionReason | null;
}

type ImportOutcome = Exclude<ImportFilter, 'all'>;
export type WantedImports = Wanted<ImportOutcome>;

export const FILTERS = ['from', 'to', 'by', 'team', 'group', 'outcome', 'reason'] as const;
export type FilterField = (typeof FILTERS)[number];

export interface ReadFilter<Outcome extends string = string> {
  readonly wanted: Wanted<Outcome>;
  /** the valid values as they are in the address, for links and for the form */
  readonly values: Readonly<Partial<Record<FilterField, string>>>;
  /** what is wrong with the others, as a sentence; they do not filter */
  readonly problems: Readonly<Partial<Record<FilterField, string>>>;
  /** what was typed in place of a day: it stays in its field */
  readonly typed: Readonly<Partial<Record<FilterField, string>>>;
}

export const OUTCOMES: readonly ImportOutcome[] = ['completed', 'with-rejections', 'cancelled', 'running'];
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

const VALID: Readonly<Record<Exclude<FilterField, 'outcome'>, (text: string) => string | undefined>> = {
  from: readDay,
  to: readDay,
  by: readId,
  team: readId,
  group: (text) => (GROUP.test(text) ? text : undefined),
  reason: (text) => REASONS.find((reason) => reason === text),
};

const NOT_A_DAY = 'Enter a day of the calendar, such as 2026-03-05. Until then the list is not limited by it.';
const NOT_LISTED =
  'The address has a value that is not in this list. Select one; until then the list is not limited by it.';

/**
 * The filter in an address.
 * @param zone of the visitor: "to 5 March" includes 23:30 of that day there
 */
export function readFilter<Outcome extends string>(
  query: Fields,
  zone: string,
  outcomes: readonly Outcome[],
): ReadFilter<Outcome> {
  const typed: Partial<Record<FilterField, string>> = {};
  const valid = { ...VALID, outcome: (text: string) => outcomes.find((outcome) => outcome === text) };
  const values: Partial<Record<FilterField, string>> = {};
  const problems: Partial<Record<FilterField, string>> = {};
  for (const field of FILTERS) {
    const sent = query[field];
    if (sent === undefined || sent === '') continue;
    const value = typeof sent === 'string' && sent.length <= 100 ? valid[field](sent) : undefined;
    if (value !== undefined) values[field] = value;
    else if (field === 'from' || field === 'to') {
      problems[field] = NOT_A_DAY;
      typed[field] = typeof sent === 'string' ? sent.slice(0, 100) : '';
    } else problems[field] = NOT_LISTED;
  }
  if (values.from && values.to && values.from > values.to) {
    problems.to = 'The last day is before the first one, so nothing fits. Exchange the two days.';
  }
  return { wanted: wantedOf(values, zone), values, problems, typed };
}

function wantedOf<Outcome extends string>(values: ReadFilter['values'], zone: string): Wanted<Outcome> {
  return {
    from: values.from ? dayIn(zone, values.from).from : null,
    to: values.to ? dayIn(zone, values.to).to : null,
    teamId: values.team ?? null,
    actorId: values.by ?? null,
    group: values.group ?? null,
    outcome: (values.outcome as Outcome | undefined) ?? null,
    reason: (values.reason as RejectionReason | undefined) ?? null,
  };
}

function readId(text: string): string | undefined {
  return validate(text) ? text.toLowerCase() : undefined;
}
