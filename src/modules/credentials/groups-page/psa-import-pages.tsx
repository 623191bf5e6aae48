import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Visitor } from '../../../shared/visitor.js';
import type { ConnectionFault } from '../../../facts/index.js';
import type { GroupsSectionProps, GroupsState } from './groups-section.js';
import { GroupsPage } from './groups-page.js';
import type { BannerProps, TeamRef } from '../../../views/types.js';
import { ConnectionWords } from '../connection-words.js';
import { GroupSnapshots } from '../group-snapshot.js';
import type { StoredConnection } from '../credential-store.js';
import { groupValue } from '../group-value.js';
import { TeamDirectory, UnfinishedLists } from '../../teams/index.js';
import { PastImports } from './past-imports.js';
import { groupOptions, proposalFor } from './group-options.js';

/** Groups younger than this are shown at once; older ones are loaded again. */
const FRESH_MS = 10 * 60_000;
const ANY_AGE_MS = 365 * 24 * 60 * 60_000;

interface GroupsPageExtras extends Pick<GroupsSectionProps, 'selected' | 'typed' | 'problem'> {
  /** shown instead of the groups loaded last */
  readonly groups?: GroupsState;
  readonly banner?: BannerProps | undefined;
}

/** Renders the page at /teams/:id/psa-import, and its groups, for all controllers that return them. */
@Injectable()
export class PsaImportPages {
  constructor(
    private readonly snapshots: GroupSnapshots,
    private readonly words: ConnectionWords,
    private readonly lists: UnfinishedLists,
    private readonly past: PastImports,
    private readonly teams: TeamDirectory,
  ) {}

  /** The groups to choose from. If none are known, the page requests them on its own. */
  async groups(
    visitor: Visitor,
    team: TeamRef,
    stored: StoredConnection,
    extras: GroupsPageExtras = {},
  ): Promise<VNode> {
    // A problem is shown beside the groups that the user chose from, however old they are.
    const maxAgeMs = extras.problem ? ANY_AGE_MS : FRESH_MS;
    const groups = extras.groups ?? (await this.groupsOf(visitor.resellerId, team, maxAgeMs));
    const [connection, unfinished] = await Promise.all([
      this.words.connection(stored),
      this.lists.of(visitor.userId, team.id),
    ]);
    return <GroupsPage {...{ visitor, team, connection, unfinished, ...extras, groups }} />;
  }

  async groupsOf(resellerId: string, team: TeamRef, maxAgeMs = FRESH_MS): Promise<GroupsState> {
    const snapshot = await this.snapshots.latest(resellerId, maxAgeMs);
    if (!snapshot) return { state: 'loading' };
    const { groups, announced, loadedAt, unusable, unsure, listsFault } = snapshot;
    const [from, into] = await Promise.all([this.past.lastFrom(resellerId, groups), this.past.lastInto(team.id)]);
    const names = await this.teams.namesOf(from.map(({ teamId }) => teamId));
    const last = new Map(
      from.map(({ group, teamId, at }) => [groupValue(group), { at, teamId, team: names.get(teamId) ?? '' }]),
    );
    const proposal = proposalFor(team, groups, into?.group, last);
    const counts = { announced, loadedAt, unusable, unsure, listsFault };
    return { state: 'loaded', groups: groupOptions(groups, last), proposal, ...counts };
  }

  /** The load failed, but groups loaded a moment ago are still available. */
  async refused(
    resellerId: string,
    team: TeamRef,
    fault: ConnectionFault,
    retryAt: Date | undefined,
  ): Promise<GroupsState> {
    const before = await this.groupsOf(resellerId, team);
    return { state: 'failed', fault, retryAt, kept: before.state === 'loaded' ? before : undefined };
  }
}
