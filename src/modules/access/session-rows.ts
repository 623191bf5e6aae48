import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Visitor } from '../../shared/visitor.js';
import { readZone } from '../../shared/zones.js';

/** The portal's own queries on better-auth's tables. */
@Injectable()
export class SessionRows {
  constructor(private readonly pool: pg.Pool) {}

  async remove(token: string): Promise<void> {
    await this.pool.query('delete from portal_session where token = $1', [token]);
  }

  async visitor(userId: string): Promise<Visitor | undefined> {
    const found = await this.pool.query<Visitor>(
      `select person.id as "userId", person.name, email, role, "resellerId", reseller.name as "resellerName", "teamId",
         time_zone as "timeZone"
       from portal_user person join reseller on reseller.id = "resellerId"
       left join portal_user_setting on user_id = person.id where person.id = $1`,
      [userId],
    );
    const [visitor] = found.rows;
    // A later version of the system may not know every zone that this one does.
    return visitor && { ...visitor, timeZone: readZone(visitor.timeZone) ?? null };
  }
}
