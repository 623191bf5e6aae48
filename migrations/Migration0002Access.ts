import { Migration } from '@mikro-orm/migrations';

/**
 * Resellers, who signs in for them, and the sessions. The four `portal_` tables are what better-auth's getMigrations makes of
 * src/modules/access/auth.ts, plus what only a database can promise about roles; test/access/schema.test.ts says when the two part.
 */
export class Migration0002Access extends Migration {
  override up(): void {
    this.addSql(`create table reseller (
      id uuid primary key,
      name text not null check (name <> ''),
      created_at timestamptz not null default now()
    )`);
    this.addSql(`create table portal_user (
      id uuid primary key default pg_catalog.gen_random_uuid(),
      name text not null,
      email text not null unique check (email = lower(email)),
      "emailVerified" boolean not null,
      image text,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp,
      role text not null check (role in ('admin', 'auditor', 'client-admin')),
      "resellerId" uuid not null references reseller (id),
      "teamId" uuid,
      constraint portal_user_client_admin_has_a_team check ((role = 'client-admin') = ("teamId" is not null))
    )`);
    this.addSql(`create table portal_session (
      id uuid primary key default pg_catalog.gen_random_uuid(),
      "expiresAt" timestamptz not null,
      token text not null unique,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null,
      "ipAddress" text,
      "userAgent" text,
      "userId" uuid not null references portal_user (id) on delete cascade
    )`);
    this.addSql(`create table portal_credential (
      id uuid primary key default pg_catalog.gen_random_uuid(),
      "accountId" text not null,
      "providerId" text not null,
      "userId" uuid not null references portal_user (id) on delete cascade,
      "accessToken" text,
      "refreshToken" text,
      "idToken" text,
      "accessTokenExpiresAt" timestamptz,
      "refreshTokenExpiresAt" timestamptz,
      scope text,
      password text,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null
    )`);
    this.addSql(`create table portal_verification (
      id uuid primary key default pg_catalog.gen_random_uuid(),
      identifier text not null,
      value text not null,
      "expiresAt" timestamptz not null,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp
    )`);
    this.addSql(`create index "portal_session_userId_idx" on portal_session ("userId")`);
    this.addSql(`create index "portal_credential_userId_idx" on portal_credential ("userId")`);
    this.addSql(`create index portal_verification_identifier_idx on portal_verification (identifier)`);
    // What rate-limiter-flexible keeps: attempts to sign in, by a digest of the account and by address.
    this.addSql(`create table sign_in_attempt (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`);
  }

  override down(): void {
    for (const table of [
      'sign_in_attempt',
      'portal_verification',
      'portal_credential',
      'portal_session',
      'portal_user',
      'reseller',
    ]) {
      this.addSql(`drop table if exists ${table}`);
    }
  }
}
