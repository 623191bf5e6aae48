import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { ConnectionEvent, ConnectionLogEntry } from './connection-event.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, SignedIn } from '../../../web/index.js';
import type { ConnectionFact } from '../../../facts/index.js';
import { ConnectionPage } from './connection-page.js';
import { flash } from '../../../views/words/banners.js';
import { PortalUsers } from '../../access/index.js';
import { TeamPast } from '../../teams/index.js';
import { ConnectionWords, hostOf } from '../connection-words.js';
import { CredentialStore } from '../credential-store.js';
import { ConnectionLog, type ConnectionLogRow } from './connection-log.js';

@Controller('halopsa')
@AllowRoles('admin', 'auditor')
export class ConnectionLogController {
  constructor(
    private readonly log: ConnectionLog,
    private readonly credentials: CredentialStore,
    private readonly words: ConnectionWords,
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  @Get()
  async show(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode> {
    const { rows, at, next } = await this.log.page(visitor.resellerId, query['before']);
    return (
      <ConnectionPage
        visitor={visitor}
        connection={await this.connection(visitor.resellerId)}
        log={await this.entries(rows)}
        page={{ at, next }}
        banner={flash(query['done'])}
      />
    );
  }

  private async connection(resellerId: string) {
    const stored = await this.credentials.connectionOf(resellerId);
    if (!stored) return null;
    const { tenantId, fingerprint, secretFault } = stored;
    return { ...(await this.words.connection(stored)), tenantId: tenantId ?? '', fingerprint, secretFault };
  }

  private async entries(rows: readonly ConnectionLogRow[]): Promise<ConnectionLogEntry[]> {
    const [people, teamOf] = await Promise.all([
      this.users.namesOf(rows.map(({ actorId }) => actorId)),
      this.past.teamsAt(rows.flatMap(({ teamId, position }) => (teamId === null ? [] : [{ teamId, position }]))),
    ]);
    return rows.map(({ position, recordedAt, actorId, teamId, ...fact }) => ({
      id: position,
      at: recordedAt,
      by: people(actorId),
      team: teamId === null ? null : teamOf({ teamId, position }),
      event: described(fact),
    }));
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
