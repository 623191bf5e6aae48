import { backOff, pause } from '../../shared/retry.js';
import type { Signals } from '../signals.js';
import { START } from '../types.js';
import { commitOf } from './position.js';
import { subscribeRequest } from './read-request.js';
import type { Standing } from './standing.js';
import type { Wire } from './wire.js';

/**
 * Signals each event that any process appends, until the signal is aborted. Starts after the newest event that is known and, because a
 * subscription does not resume, starts again after each lost connection. Waiters then look again.
 */
export async function listenTo(
  wire: Wire,
  prefix: string,
  standing: Standing,
  signals: Signals,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await standing.assert();
      const commit = standing.last === START ? undefined : commitOf(standing.last);
      const confirmed = () => {
        failures = 0;
        signals.lookAgain('event.appended');
      };
      const event = ({ position }: { position: string }) => {
        standing.saw(position);
        signals.appended(position);
      };
      await wire.follow(subscribeRequest(prefix, commit), { confirmed, event }, signal);
    } catch {
      // Subscriptions keep polling, and report the problem with the log.
    }
    standing.doubt();
    await pause(backOff(failures, 100, 5_000), signal);
  }
}
