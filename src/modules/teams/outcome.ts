import type { Appended, EventStore, Outbox, Position } from '../../event-store/index.js';

/**
 * The result of a command: done, with the position of its last event (undefined: there was nothing left to do), or refused, with codes that
 * the page translates.
 */
export type Outcome<Refusal = never> =
  | { readonly position: Position | undefined; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly position?: undefined };

export const done = (appended: Appended | undefined) => ({ position: appended?.position });

/** Appends a staged entry. If another process appended it first, its events are at or before the head of the log. */
export async function delivered(outbox: Outbox, store: EventStore, entry: string): Promise<{ position: Position }> {
  const appended = await outbox.deliver(entry);
  return { position: appended?.position ?? (await store.head()) };
}
