import type { EventStore } from '../event-store/index.js';
import type { Metrics } from './metrics.js';

/**
 * Counts the events of each append that succeeded. An append that is repeated after a crash is counted again: the exact
 * numbers are in the log.
 */
export function observeAppends(store: EventStore, metrics: Metrics): EventStore {
  const append = store.append.bind(store);
  store.append = async (stream, expectedRevision, events) => {
    const appended = await append(stream, expectedRevision, events);
    metrics.appended(events);
    return appended;
  };
  return store;
}
