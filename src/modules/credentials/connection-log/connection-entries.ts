import { Injectable } from '@nestjs/common';
import type { ConnectionFact } from '../../../facts/index.js';
import { PortalUsers } from '../../access/index.js';
import { TeamPast } from '../../teams/index.js';
import { hostOf } from '../connection-words.js';
import type { ConnectionEvent, ConnectionLogEntry } from './connection-event.js';
import type { ConnectionLogRow } from './connection-log.js';

/** Events which show that HaloPSA answered as it should. */
export const SUCCESSES = [
  ...(['HaloCredentialsStored', 'ConnectionTested', 'GroupsLoaded', 'SitesLoaded', 'UsersLoaded'] as const),
];
export const FAILURES = [...(['ConnectionTestFailed', 'GroupsNotLoaded', 'SitesNotLoaded', 'UsersNotLoaded'] as const)];

/** Rows of the log in the form that pages show, with the names of people, and of Teams as they were called then. */
@Injectable()
export class ConnectionEntries {
  constructor(
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  /** @param others single rows, which are shown apart */
  async of(
    rows: readonly ConnectionLogRow[],
    ...others: readonly (ConnectionLogRow | undefined)[]
  ): Promise<[ConnectionLogEntry[], ...(ConnectionLogEntry | undefined)[]]> {
    const all = [...rows, ...others.flatMap((row) => row ?? [])];
    const [people, teamOf] = await Promise.all([
      this.users.namesOf(all.map(({ actorId }) => actorId)),
      this.past.teamsAt(all.flatMap(({ teamId, position }) => (teamId === null ? [] : [{ teamId, position }]))),
    ]);
    const entry = ({ position, recordedAt, actorId, teamId, ...fact }: ConnectionLogRow): ConnectionLogEntry => ({
      id: position,
      at: recordedAt,
      by: people(actorId),
      team: teamId === null ? null : teamOf({ teamId, position }),
      event: described(fact),
    });
    return [rows.map(entry), ...others.map((row) => row && entry(row))];
  }
}

const hostsOf = ({ secretSentTo = [] }: { readonly secretSentTo?: readonly string[] }) => secretSentTo.map(hostOf);

/** An event in the form that the page shows. */
function described(fact: ConnectionFact): ConnectionEvent {
  switch (fact.type) {
    case 'HaloCredentialsStored':
      return {
        kind: 'stored',
        host: hostOf(fact.data.baseUrl),
        fingerprint: fact.data.fingerprint,
        sentTo: hostsOf(fact.data),
      };
    case 'HaloCredentialsRemoved':
      return { kind: 'removed' };
    case 'ConnectionTested': {
      const { clients, people, lists } = fact.data;
      return { kind: 'tested', clients, people, lists };
    }
    case 'ConnectionTestFailed':
      return { kind: 'test-failed', reason: fact.data.reason, sentTo: hostsOf(fact.data) };
    case 'GroupsLoaded':
      return { kind: 'groups-loaded', groups: fact.data.groups };
    case 'GroupsNotLoaded':
      return { kind: 'groups-not-loaded', reason: fact.data.reason, sentTo: hostsOf(fact.data) };
    case 'SitesLoaded':
      return { kind: 'sites-loaded', group: fact.data.group.name, sites: fact.data.sites };
    case 'SitesNotLoaded': {
      const { group, reason } = fact.data;
      return { kind: 'sites-not-loaded', group: group.name, reason, sentTo: hostsOf(fact.data) };
    }
    case 'UsersLoaded': {
      const { group, announced, received } = fact.data;
      return { kind: 'users-loaded', group: group.name, announced, received };
    }
    case 'UsersNotLoaded':
      return { kind: 'users-not-loaded', group: fact.data.group.name, reason: fact.data.reason };
  }
}
