import type pg from 'pg';
import { deleteOld } from '../../database/index.js';

/**
 * Deletes what has expired by itself: sessions, forms that waited for a sign-in, and better-auth's verifications, which the portal does not
 * use. Each also disappears when its owner comes back, which may never be.
 */
export async function forgetExpiredSessions(pool: pg.Pool): Promise<void> {
  await deleteOld(pool, 'portal_session', '"expiresAt" < now()');
  await deleteOld(pool, 'portal_verification', '"expiresAt" < now()');
  await deleteOld(pool, 'kept_form', 'expires_at < now()');
}
