import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { validate } from 'uuid';
import { addressFault, oneLine, readAddress } from '../../shared/text/index.js';
import { NotPossibleNow } from '../../shared/errors.js';
import { AUTH, type Auth } from './auth.js';
import type { Role } from '../../shared/visitor.js';

export interface NewPortalUser {
  readonly name: string;
  readonly email: string;
  /** 12 to 128 characters */
  readonly password: string;
  readonly role: Role;
  readonly resellerId: string;
  /** a client admin's Team; undefined for the other roles */
  readonly teamId?: string;
}

/**
 * Resellers, and the people who sign in for them. There is no sign-up: people are added only by these calls, from the seed or a command.
 */
@Injectable()
export class PortalUsers {
  constructor(
    private readonly pool: pg.Pool,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /** @returns false when a reseller with this id exists; then nothing changes */
  async addReseller(reseller: { readonly id: string; readonly name: string }): Promise<boolean> {
    const added = await this.pool.query('insert into reseller (id, name) values ($1, $2) on conflict (id) do nothing', [
      reseller.id,
      reseller.name,
    ]);
    return added.rowCount === 1;
  }

  /**
   * @returns the new person's id
   * @throws NotPossibleNow when the address is already used to sign in
   */
  async addUser(user: NewPortalUser): Promise<string> {
    const email = check(user);
    const { password } = await this.auth.$context;
    // One statement, so that a person never exists without a password.
    const added = await this.pool.query<{ id: string }>(
      `with person as (
         insert into portal_user (name, email, "emailVerified", role, "resellerId", "teamId")
         values ($1, $2, true, $3, $4, $5) on conflict (email) do nothing returning id
       ), credential as (
         insert into portal_credential ("accountId", "providerId", "userId", password, "updatedAt")
         select id, 'credential', id, $6, now() from person
       )
       select id from person`,
      [
        ...[oneLine(user.name), email, user.role, user.resellerId, user.teamId ?? null],
        await password.hash(user.password),
      ],
    );
    const id = added.rows[0]?.id;
    if (!id) throw new NotPossibleNow('A person already signs in with this address.');
    return id;
  }

  /** Names by user id, for pages that show who did something. Includes people who no longer sign in. */
  async namesOf(userIds: Iterable<string>): Promise<(userId: string) => string> {
    const found = await this.pool.query<{ id: string; name: string }>(
      'select id, name from portal_user where id = any($1::uuid[])',
      // The system acts under a fixed name, which is not a user id.
      [[...new Set(userIds)].filter((id) => validate(id))],
    );
    const names = new Map(found.rows.map(({ id, name }) => [id, name]));
    return (userId) => names.get(userId) ?? FORMER;
  }
}

/** Shown for a person who no longer has an account in the portal. */
const FORMER = 'Someone who no longer signs in';

/** better-auth accepts only these addresses at sign-in. */
const SIGN_IN_ADDRESS = /^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@([a-z\d][a-z\d-]*\.)+[a-z]{2,}$/i;

/** @returns the key of the address, by which the person is found at sign-in */
function check({ role, teamId, password, name, email }: NewPortalUser): string {
  if ((role === 'client-admin') !== (teamId !== undefined)) {
    throw new Error('A client admin has a Team, and other people have none.');
  }
  if (password.length < 12 || password.length > 128) throw new Error('A password has 12 to 128 characters.');
  if (oneLine(name) === '') throw new Error('The name shows nothing. Give the person a name that can be read.');
  const { key, fault } = readAddress(email);
  if (fault) throw new Error(`${addressFault(fault)}.`);
  if (!SIGN_IN_ADDRESS.test(key))
    throw new Error('To sign in, an address has only Latin letters, digits and . + - _ in it.');
  return key;
}
