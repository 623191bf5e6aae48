import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { EventMetadata } from '../../../event-store/index.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, ComesBack, Metadata, SignedIn } from '../../../web/index.js';
import { PortalUsers } from '../../access/index.js';
import { Exports, readFormat } from '../../exports/index.js';
import { TeamPast } from '../../teams/index.js';
import { ConnectionLog } from './connection-log.js';
import { logFile, type NamedLogRow } from './log-file.js';

/** The log of the use of the credentials as a file. */
@Controller('halopsa')
@AllowRoles('admin', 'auditor')
export class ExportLogController {
  constructor(
    private readonly exports: Exports,
    private readonly log: ConnectionLog,
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
  ) {}

  @Post('export')
  @ComesBack({ to: '/halopsa' })
  async export(
    @SignedIn() { resellerId, timeZone }: Visitor,
    @Body() fields: Fields,
    @Metadata() metadata: EventMetadata,
    @Res() response: Response,
  ): Promise<void> {
    const format = readFormat(fields['format']);
    const zone = timeZone ?? UTC;
    const wanted = { kind: 'connection-log', format, zone, filter: {}, name: 'HaloPSA log' } as const;
    await this.exports.send(
      response,
      metadata,
      wanted,
      logFile(zone, () => this.all(resellerId)),
    );
  }

  private async *all(resellerId: string): AsyncGenerator<readonly NamedLogRow[]> {
    for await (const part of this.log.all(resellerId)) {
      const [users, teamOf] = await Promise.all([
        this.users.namesOf(part.map(({ actorId }) => actorId)),
        this.past.teamsAt(part.flatMap(({ teamId, position }) => (teamId === null ? [] : [{ teamId, position }]))),
      ]);
      yield part.map((row) => {
        const { teamId, position } = row;
        return { ...row, by: users(row.actorId), team: teamId === null ? null : teamOf({ teamId, position }).name };
      });
    }
  }
}
