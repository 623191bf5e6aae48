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
 * Counts sign-in attempts across all processes. An attempt is counted before the password is checked, so parallel attempts gain nothing.
 * Accounts that do not exist are counted too: the limit must not reveal which ones do.
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

  /** Counts one attempt. @returns seconds to wait if there were too many, else undefined */
  async count(email: string, address: string): Promise<number | undefined> {
    return (await consume(this.byAddress, addressKey(address))) ?? (await consume(this.byAccount, accountKey(email)));
  }

  /**
   * After a successful sign-in, the account's failures are cleared. The attempt is taken off the address's count, because a whole office
   * may share the address.
   */
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

/** A digest, so that the table holds no email addresses, and no text of arbitrary length. */
function accountKey(email: string): string {
  return createHash('sha256')
    .update(emailKey(email) ?? email)
    .digest('base64url');
}

/** An IPv6 client controls its whole /64, so that is what counts. */
function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const ip = ipaddr.process(address);
  return ip.kind() === 'ipv4' ? ip.toString() : ip.toByteArray().slice(0, 8).join('.');
}
