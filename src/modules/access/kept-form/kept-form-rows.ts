import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import pg from 'pg';

/** Sealed forms waiting for the person who sent them. Only that person can use a form's id. */
@Injectable()
export class KeptFormRows {
  constructor(private readonly pool: pg.Pool) {}

  async find(userId: string, id: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ sealed: string }>(
      'select sealed from kept_form where id = $1 and user_id = $2 and expires_at > now()',
      [id, userId],
    );
    return rows[0]?.sealed;
  }

  async remove(id: string): Promise<void> {
    await this.pool.query('delete from kept_form where id = $1', [id]);
  }

  /** @returns the id */
  async add(userId: string, sealed: string, minutes: number): Promise<string> {
    const id = randomUUID();
    await this.pool.query(
      'insert into kept_form (id, user_id, sealed, expires_at) values ($1, $2, $3, now() + make_interval(mins => $4))',
      [id, userId, sealed, minutes],
    );
    return id;
  }
}
