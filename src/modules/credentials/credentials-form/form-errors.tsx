import type { ConnectionFault } from '../../../facts/index.js';
import { problemsOf, type Problem } from '../../../views/components/error-summary.js';
import { clockText } from '../../../views/components/time.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import {
  credentialFieldNames,
  credentialProblem,
  fieldOfFault,
  type CredentialField,
  type CredentialProblem,
} from './credential-words.js';

/** What is wrong with the submitted credentials. */
export interface Problems {
  /** fields for which the form could not be tried */
  readonly problems?: Partial<Record<CredentialField, CredentialProblem | undefined>> | undefined;
  /** what HaloPSA answered when they were tried */
  readonly fault?: ConnectionFault | undefined;
  /** with the fault `rate-limited`, if known */
  readonly retryAt?: Date | undefined;
  /** the field that the address came from: faults of the address are shown there */
  readonly addressFrom?: 'tenantId' | 'baseUrl' | undefined;
  /** too many tries; when the next one is allowed */
  readonly tooOften?: { readonly what: 'credential-tries' | 'group-loads'; readonly retryAt: Date } | undefined;
}

export function tooManyTries({ tooOften }: Problems, zone: string): Problem[] {
  if (!tooOften) return [];
  const { what, retryAt } = tooOften;
  const limit =
    what === 'credential-tries'
      ? 'Credentials can be tried 30 times an hour. Check them in HaloPSA meanwhile, and send'
      : 'Groups can be loaded 30 times a minute. Send';
  return [{ text: `${limit} this form again at ${clockText(retryAt, zone)}.` }];
}

export type FieldErrors = Readonly<Partial<Record<CredentialField, string>>>;

export function errorsOf(
  { problems = {}, fault, retryAt, addressFrom = 'baseUrl' }: Problems,
  zone: string,
): {
  fields: FieldErrors;
  summary: readonly Problem[];
} {
  const fields: Partial<Record<CredentialField, string>> = {};
  for (const field of Object.keys(credentialFieldNames) as CredentialField[]) {
    const problem = problems[field];
    if (problem) fields[field] = credentialProblem(field, problem);
  }
  if (!fault) return { fields, summary: problemsOf(fields) };
  const { what, next } = haloFault(fault, retryAt, zone);
  const own = fieldOfFault[fault];
  const field = own === 'baseUrl' ? addressFrom : own;
  const whole = `${what} ${next}`;
  if (field === undefined) return { fields, summary: [{ text: whole }, ...problemsOf(fields)] };
  // The summary says what happened and links to the field, which says what to do about it.
  return { fields: { ...fields, [field]: whole }, summary: problemsOf({ ...fields, [field]: what }) };
}
