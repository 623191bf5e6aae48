import { Migration } from '@mikro-orm/migrations';

/**
 * Resellers, the people who sign in for them, and their sessions. The four `portal_` tables are what better-auth's getMigrations makes of
 * src/modules/access/auth.ts, plus the constraints on roles; test/access/schema.test.ts fails when the two differ.
 */
export class Migration0002Access extends Migration {
  override up(): void {
    this.addSql(`create table reseller (
      id uuid primary key,
      name text not null check (name <> ''),
      created_at timestamptz not null default now()
    )`);
    // People who sign in to the portal. The people who are imported are in `member`, and do not sign in here.
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
      "teamId" uuid, -- the one Team of a client admin
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
    // Password hashes. The tokens are for sign-in by other providers, which the portal does not use.
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

    // A form sent after its session had ended: kept from the next sign-in until the page of the form is left, for half an hour at most.
    this.addSql(`create table kept_form (
      id uuid primary key,
      user_id uuid not null,
      sealed text not null, -- encrypted, and bound to the person inside the seal as well
      expires_at timestamptz not null
    )`);
    this.addSql('create index kept_form_expired on kept_form (expires_at)');
  }
}
