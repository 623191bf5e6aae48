import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Visitor } from '../../../shared/visitor.js';
import { doubts, RosterPages, type Roster } from '../../rosters/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { ClientChecks, type ClientCheck } from './client-checks.js';
import { ImportPreview } from './import-preview.js';
import { RosterConfirmPage } from './roster-confirm.js';

/** Renders the confirmation of a loaded list, also for a run, which imports it in its turn. */
@Injectable()
export class ConfirmPages {
  constructor(
    private readonly preview: ImportPreview,
    private readonly pages: RosterPages,
    private readonly checks: ClientChecks,
    private readonly teams: TeamDirectory,
  ) {}

  /**
   * @param changed the ticks differ from those that were confirmed
   * @returns undefined if no one would be imported
   */
  async page(visitor: Visitor, roster: Roster, changed = false): Promise<VNode | undefined> {
    const [frame, outcome, client, unusual, lookAlikes] = await Promise.all([
      this.pages.frame(visitor, roster),
      this.preview.outcome(roster),
      this.checks.of(roster),
      this.preview.unusual(roster),
      this.preview.lookAlikes(roster),
    ]);
    if (outcome.numbers.toImport === 0) return undefined;
    const teamNames = await this.teams.namesOf(teamsIn(client));
    const { tickVersion, heldBy: run } = roster;
    const props = { ...frame, ...outcome, client, teamNames, unusual, lookAlikes, tickVersion, run, changed };
    return <RosterConfirmPage {...props} doubts={doubts(roster)} />;
  }
}

const teamsIn = ({ doubts }: ClientCheck) => doubts.flatMap((doubt) => ('last' in doubt ? [doubt.last.teamId] : []));
