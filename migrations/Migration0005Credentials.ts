import { Migration } from '@mikro-orm/migrations';

/**
 * `halo_credentials` and the groups last loaded with them are sources, not read models. The groups carry the version of
 * the credentials they were loaded with: what one HaloPSA answered must not be chosen from with the credentials of another. `connection_log` is a projection and can be rebuilt.
 */
export class Migration0005Credentials extends Migration {
  override up(): void {
    this.addSql(`
      create table halo_credentials (
        reseller_id uuid primary key,
        base_url text not null,
        tenant_id text,
        client_id text not null,
        sign_in_origin text,
        sealed_secret jsonb not null,
        fingerprint text not null,
        stored_at timestamptz not null,
        stored_by text not null,
        version uuid not null
      )`);
    this.addSql(`
      create table halo_group_snapshot (
        reseller_id uuid primary key references halo_credentials on delete cascade,
        credentials_version uuid not null,
        loaded_at timestamptz not null
      )`);
    this.addSql(`
      create table halo_group (
        reseller_id uuid not null references halo_group_snapshot on delete cascade,
        kind text not null check (kind in ('client', 'list')),
        id bigint not null,
        name text not null,
        inactive boolean not null,
        primary key (reseller_id, kind, id)
      )`);
    this.addSql(`
      create table connection_log (
        position text collate "C" primary key,
        reseller_id uuid not null,
        team_id uuid,
        actor_id text not null,
        recorded_at timestamptz not null,
        type text not null,
        data jsonb not null
      )`);
    this.addSql('create index connection_log_newest_first on connection_log (reseller_id, position desc)');
  }
}
