import { Migration } from '@mikro-orm/migrations';

/**
 * A reseller's HaloPSA: its credentials, the groups and sites loaded with them, and the log of their use. Groups carry the version of the
 * credentials they were loaded with, and sites are deleted with the groups: one HaloPSA's groups must not be used with the credentials of
 * another.
 */
export class Migration0004Connection extends Migration {
  override up(): void {
    // A source of truth.
    this.addSql(`
      create table halo_credentials (
        reseller_id uuid primary key,
        base_url text not null,
        tenant_id text,
        client_id text not null,
        sign_in_origin text, -- another origin that was given the secret; null: no other
        sealed_secret jsonb not null, -- the Client Secret, encrypted with a key of the keyring, which is not in the database
        fingerprint text not null, -- tells two secrets apart without showing either
        stored_at timestamptz not null,
        stored_by text not null,
        version uuid not null -- another one each time credentials are stored
      )`);
    this.groups();
    this.sites();

    // A read model: each use of the credentials, and each change to them.
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

  /** The groups last loaded: clients and distribution lists. */
  private groups(): void {
    this.addSql(`
      create table halo_group_snapshot (
        reseller_id uuid primary key references halo_credentials on delete cascade,
        credentials_version uuid not null,
        loaded_at timestamptz not null,
        announced integer, -- how many HaloPSA said there are, for a warning where fewer came
        unusable integer not null default 0, -- how many could not be read
        unsure boolean not null default false, -- the list moved while it was read
        lists_fault text -- why there are no distribution lists
      )`);
    this.addSql(`
      create table halo_group (
        reseller_id uuid not null references halo_group_snapshot on delete cascade,
        kind text not null check (kind in ('client', 'list')),
        id bigint not null,
        name text not null,
        inactive boolean not null,
        top_level text, -- tells two clients of one name apart
        primary key (reseller_id, kind, id)
      )`);
  }

  /** The sites of a client, loaded when a user chooses among them. */
  private sites(): void {
    this.addSql(`
      create table halo_site_snapshot (
        reseller_id uuid not null references halo_group_snapshot on delete cascade,
        client_id bigint not null,
        loaded_at timestamptz not null,
        announced integer not null,
        received integer not null,
        unusable integer not null,
        unsure boolean not null,
        primary key (reseller_id, client_id)
      )`);
    this.addSql(`
      create table halo_site (
        reseller_id uuid not null,
        client_id bigint not null,
        id bigint not null,
        name text not null,
        name_key text collate "C" not null,
        inactive boolean not null,
        primary key (reseller_id, client_id, id),
        foreign key (reseller_id, client_id) references halo_site_snapshot on delete cascade
      )`);
    // A page of sites, by name.
    this.addSql('create index halo_site_by_name on halo_site (reseller_id, client_id, name_key, id)');
  }
}
