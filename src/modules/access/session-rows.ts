import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Visitor } from '../../shared/visitor.js';

/** The portal's own queries on better-auth's tables. */
@Injectable()
export class SessionRows {
  constructor(private readonly pool: pg.Pool) {}

  /** better-auth removes an expired session only when its cookie is sent again, which rarely happens. */
  async removeExpired(): Promise<void> {
    await this.pool.query('delete from portal_session where "expiresAt" < now()');
  }

  async remove(token: string): Promise<void> {
    await this.pool.query('delete from portal_session where token = $1', [token]);
  }

  async visitor(userId: string): Promise<Visitor | undefined> {
    const found = await this.pool.query<Visitor>(
      `select person.id as "userId", person.name, email, role, "resellerId", reseller.name as "resellerName", "teamId"
       from portal_user person join reseller on reseller.id = "resellerId" where person.id = $1`,
      [userId],
    );
    return found.rows[0];
  }
}
