import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { emailKey } from '../../shared/text/index.js';

const WINDOW_SECONDS = 15 * 60;
const TRIES_PER_ACCOUNT = 10;
const TRIES_PER_ADDRESS = 50;

/**
 * Counts attempts to sign in, over all processes. An attempt counts before the password is looked at, so many at once gain nothing. Also
 * for accounts that do not exist: the limit must not tell which do.
 */
@Injectable()
export class SignInLimits {
  private readonly byAccount: RateLimiterPostgres;
  private readonly byAddress: RateLimiterPostgres;

  constructor(pool: pg.Pool) {
    const common = { storeClient: pool, storeType: 'pool', tableName: 'sign_in_attempt', tableCreated: true } as const;
    const window = { duration: WINDOW_SECONDS };
    this.byAccount = new RateLimiterPostgres({ ...common, ...window, keyPrefix: 'account', points: TRIES_PER_ACCOUNT });
    this.byAddress = new RateLimiterPostgres({ ...common, ...window, keyPrefix: 'address', points: TRIES_PER_ADDRESS });
  }

  /** Counts one attempt. @returns seconds to wait when there were too many, else undefined */
  async count(email: string, address: string): Promise<number | undefined> {
    return (await consume(this.byAddress, addressKey(address))) ?? (await consume(this.byAccount, accountKey(email)));
  }

  /** After a success the person's slips are forgotten, and the attempt is not held against the address, which a whole office may share. */
  async forgive(email: string, address: string): Promise<void> {
    await this.byAccount.delete(accountKey(email));
    await this.byAddress.reward(addressKey(address));
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** A digest: neither an address nor anything of any length gets into the table. */
function accountKey(email: string): string {
  return createHash('sha256')
    .update(emailKey(email) ?? email)
    .digest('base64url');
}

/** Who has one IPv6 address has its whole /64. */
function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const ip = ipaddr.process(address);
  return ip.kind() === 'ipv4' ? ip.toString() : ip.toByteArray().slice(0, 8).join('.');
}
