import type { RecordedEvent } from '../types.js';
import { isWrongRevision } from './errors.js';
import { CLOSING_STREAM } from './log-end.js';
import { streamRequest } from './read-request.js';
import { Wire } from './wire.js';

const MARK_MS = 1_500;

/** The first event of a log, in a stream beside the portal's own. It says that a server holds the log of this database. */
const markStream = (logId: string) => `portal-${logId}`;

const markOf = (type: 'LogBegun' | 'LogClosed', logId: string) => ({
  id: logId,
  type,
  data: { logId },
  metadata: { resellerId: '', actor: { id: '', role: 'system' as const }, correlationId: '' },
});

/** Begins the log. Several portals that start together begin one. @throws the client's errors */
export async function beginLog(wire: Wire, logId: string, withinMs: number): Promise<void> {
  await wire.append(markStream(logId), -1, [markOf('LogBegun', logId)], withinMs).catch((error: unknown) => {
    if (!isWrongRevision(error)) throw error;
  });
}

/** Ends the log (LogEnd). Events that are recorded after this do not belong to it. @throws the client's errors */
export function closeLog(wire: Wire, logId: string): Promise<void> {
  return wire.append(`${markStream(logId)}.${CLOSING_STREAM}`, -1, [markOf('LogClosed', logId)], MARK_MS);
}

/** The event that ends the log, if it was closed. @throws the client's errors */
export async function closingEvent(wire: Wire, logId: string): Promise<RecordedEvent | undefined> {
  const request = streamRequest(`${markStream(logId)}.${CLOSING_STREAM}`, 0, { limit: 1 });
  return (await wire.read(request, MARK_MS))[0];
}

/** Whether the server holds the log. @throws the client's errors */
export async function holdsLog(wire: Wire, logId: string, withinMs: number): Promise<boolean> {
  const found: RecordedEvent[] = await wire.read(streamRequest(markStream(logId), 0, { limit: 1 }), withinMs);
  return found[0]?.id === logId;
}
