import type { RecordedEvent } from '../types.js';
import { isWrongRevision } from './errors.js';
import { streamRequest } from './read-request.js';
import { Wire } from './wire.js';

const MARK_MS = 1_500;

/** The first event of a log, in a stream beside the portal's own. It says that a server holds the log of this database. */
const markStream = (logId: string) => `portal-${logId}`;

const markOf = (logId: string) => ({
  id: logId,
  type: 'LogBegun',
  data: { logId },
  metadata: { resellerId: '', actor: { id: '', role: 'system' as const }, correlationId: '' },
});

/** Begins the log. Several portals that start together begin one. @throws the client's errors */
export async function beginLog(wire: Wire, logId: string): Promise<void> {
  await wire.append(markStream(logId), -1, [markOf(logId)], MARK_MS).catch((error: unknown) => {
    if (!isWrongRevision(error)) throw error;
  });
}

/** Whether the server holds the log. @throws the client's errors */
export async function holdsLog(wire: Wire, logId: string): Promise<boolean> {
  const found: RecordedEvent[] = await wire.read(streamRequest(markStream(logId), 0, { limit: 1 }), MARK_MS);
  return found[0]?.id === logId;
}
