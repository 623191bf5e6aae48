import type { PortalFact } from '../../../facts/index.js';
import type { Wanted } from '../imports/import-filter.js';
import type { Given } from '../timeline/entry-pages.js';

/** What can happen to a person. */
export type PersonKind = 'imported' | 'rejected' | 'added' | 'moved' | 'renamed' | 'removed';

export type PersonType = Extract<
  PortalFact['type'],
  'UserImported' | 'UserRejected' | 'UserAdded' | 'UserMoved' | 'UserRenamed' | 'UserRemoved'
>;

export const KINDS: Readonly<Record<PersonType, PersonKind>> = {
  UserImported: 'imported',
  UserRejected: 'rejected',
  UserAdded: 'added',
  UserMoved: 'moved',
  UserRenamed: 'renamed',
  UserRemoved: 'removed',
};

export const PERSON_KINDS: readonly PersonKind[] = Object.values(KINDS);

export type WantedPeople = Wanted<PersonKind>;

/** Conditions on the history for a period. */
export function inPeriod({ from, to }: WantedPeople, given: Given): string[] {
  return [...(from ? [`recorded_at >= ${given(from)}`] : []), ...(to ? [`recorded_at < ${given(to)}`] : [])];
}

/** Conditions on the history for the other filters but the Team. */
export function fitting({ actorId, group, outcome, reason }: WantedPeople, given: Given): string[] {
  const [kind, id] = group?.split(':') ?? [];
  const type = Object.entries(KINDS).find(([, one]) => one === outcome)?.[0];
  return [
    ...(actorId ? [`actor_id = ${given(actorId)}`] : []),
    ...(type ? [`type = ${given(type)}`] : []),
    ...(reason ? [`data ->> 'reason' = ${given(reason)}`] : []),
    ...(group
      ? [
          `exists (select from import_summary where import_id = (data ->> 'importId')::uuid
             and group_kind = ${given(kind)} and group_id = ${given(id)}::bigint)`,
        ]
      : []),
  ];
}
