import { Migration } from '@mikro-orm/migrations';

/** State that the portal's processes share: counts against limits, and which workers are alive. May be lost at any time. */
export class Migration0008LimitsAndWorkers extends Migration {
  override up(): void {
    // Both tables have the schema of rate-limiter-flexible. Sign-in attempts, by a digest of the account and by address …
    this.addSql(`create table sign_in_attempt (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`);
    // … and all other limits.
    this.addSql(`create table rate_count (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`);
    // Processes that run projections, loads and imports, so that a process that serves pages knows whether any is alive.
    this.addSql('create table worker (id uuid primary key, seen_at timestamptz not null)');
  }
}
