import { randomUUID } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';
import type { ConnectionFact, GroupReference, HaloConnectionEvent, UsersFault } from '../../facts/index.js';
import type { EventMetadata } from '../../event-store/index.js';

export const connectionStream = (resellerId: string) => `halo-connection-${resellerId}`;

/** @param id default: a new one, for events that are appended only once */
export function connectionEvent(metadata: EventMetadata, fact: ConnectionFact, id: string = randomUUID()) {
  return { ...fact, id, metadata } satisfies HaloConnectionEvent;
}

/** One load of a group's people into a roster, for which the credentials were used. */
interface UsersLoad {
  readonly rosterId: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly metadata: EventMetadata;
}

export type LoadCounts = Omit<Extract<HaloConnectionEvent, { type: 'UsersLoaded' }>['data'], 'teamId' | 'group'>;

export function usersLoaded({ rosterId, teamId, group, metadata }: UsersLoad, counts: LoadCounts): HaloConnectionEvent {
  const fact: ConnectionFact = { type: 'UsersLoaded', data: { teamId, group: reference(group), ...counts } };
  return connectionEvent(metadata, fact, uuidV5('UsersLoaded', rosterId));
}

export function usersNotLoaded(
  { rosterId, teamId, group, metadata }: UsersLoad,
  reason: UsersFault,
): HaloConnectionEvent {
  const fact: ConnectionFact = { type: 'UsersNotLoaded', data: { teamId, group: reference(group), reason } };
  return connectionEvent(metadata, fact, uuidV5('UsersNotLoaded', rosterId));
}

/** Keeps only these fields for the event, in case the object has more. */
export const reference = ({ kind, id, name, clientId }: GroupReference): GroupReference => ({
  ...{ kind, id, name },
  ...(clientId === undefined ? {} : { clientId }),
});

export function groupsLoaded(teamId: string | null, groups: number): ConnectionFact {
  return { type: 'GroupsLoaded', data: { teamId, groups } };
}
