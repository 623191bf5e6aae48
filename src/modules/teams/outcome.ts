import { inTime, type Appended, type EventStore, type Outbox, type Position } from '../../event-store/index.js';

/**
 * The result of a command: done, with the position of its last event (undefined: there was nothing left to do), or refused, with codes that
 * the page translates. `later`: what was done is stored, and will be in the log when the log answers again.
 */
export type Outcome<Refusal = never, More = unknown> =
  | ({ readonly position: Position | 'later' | undefined; readonly refused?: undefined } & More)
  | { readonly refused: Refusal; readonly position?: undefined };

export const done = (appended: Appended | undefined) => ({ position: appended?.position });

/**
 * Appends staged entries, in this order. If another process appended the last one first, its events are at or before the head of the log.
 */
export async function delivered(
  outbox: Outbox,
  store: EventStore,
  ...entries: readonly string[]
): Promise<{ position: Position | 'later' }> {
  const deliver = async () => {
    let appended: Appended | undefined;
    for (const entry of entries) appended = await outbox.deliver(entry);
    return appended?.position ?? (await store.head());
  };
  return { position: (await inTime(deliver())) ?? 'later' };
}
