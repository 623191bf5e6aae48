import { Injectable } from '@nestjs/common';
import pg from 'pg';

/** What people who sign in have set for themselves. Read together with the visitor (session-rows.ts). */
@Injectable()
export class UserSettings {
  constructor(private readonly pool: pg.Pool) {}

  /** Choosing UTC is a choice as well: no other zone is proposed after it. */
  async setZone(userId: string, zone: string): Promise<void> {
    await this.pool.query(
      `insert into portal_user_setting (user_id, time_zone) values ($1, $2)
       on conflict (user_id) do update set time_zone = excluded.time_zone`,
      [userId, zone],
    );
  }
}
