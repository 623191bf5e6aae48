import { Migration } from '@mikro-orm/migrations';

/** What the processes of a portal tell each other: counts against limits, and which workers are alive. May be lost at any time. */
export class Migration0008LimitsAndWorkers extends Migration {
  override up(): void {
    // Both in the shape of rate-limiter-flexible. Attempts to sign in, by a digest of the account and by address …
    this.addSql(`create table sign_in_attempt (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`);
    // … and everything else that is limited.
    this.addSql(`create table rate_count (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`);
    // Processes that run projections, loads and imports, so that those that serve pages can say whether any does.
    this.addSql('create table worker (id uuid primary key, seen_at timestamptz not null)');
  }
}
