import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { readZone } from '../../../shared/zones.js';
import { flash } from '../../../views/words/banners.js';
import { ComesBack, KeptFields } from '../../../web/comes-back.js';
import { AllowRoles, SignedIn } from '../../../web/decorators.js';
import { localPath } from '../../../web/local-path.js';
import { seeOther, unprocessable, type PageReply, type SeeOther } from '../../../web/reply.js';
import { SettingsPage } from './settings-page.js';
import { UserSettings } from './user-settings.js';

/** Settings of the signed-in person, for every role. */
@Controller('settings')
@AllowRoles('admin', 'auditor', 'client-admin')
export class SettingsController {
  constructor(private readonly settings: UserSettings) {}

  @Get()
  show(@SignedIn() visitor: Visitor, @KeptFields() kept: Fields, @Query() query: Fields): VNode {
    return <SettingsPage visitor={visitor} chosen={readZone(kept['timeZone'])} banner={flash(query['done'])} />;
  }

  /** Sent by the page, and by the proposal on any other page, which it then returns to. */
  @Post()
  @ComesBack({ to: '/settings', keep: ['timeZone'] })
  async save(@SignedIn() visitor: Visitor, @Body() body: Fields): Promise<SeeOther | PageReply> {
    const zone = readZone(body['timeZone']);
    if (!zone) {
      const typed = typeof body['timeZone-typed'] === 'string' ? body['timeZone-typed'] : '';
      return unprocessable(
        <SettingsPage visitor={visitor} problem={typed === '' ? 'missing' : 'unknown'} typed={typed} />,
      );
    }
    await this.settings.setZone(visitor.userId, zone);
    return seeOther(localPath(body['next']) ?? '/settings?done=settings-saved');
  }
}
