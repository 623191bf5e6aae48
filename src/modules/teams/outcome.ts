import type { Appended, EventStore, Outbox, Position } from '../../event-store/index.js';

/**
 * What became of a command: done, and where its last fact stands (undefined: there was nothing left to do), or refused, with codes
 * for which the page has the words.
 */
export type Outcome<Refusal = never> =
  | { readonly position: Position | undefined; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly position?: undefined };

export const done = (appended: Appended | undefined) => ({ position: appended?.position });

/** Appends what was staged. Where another deliverer was faster, its events stand at or before the head of the log. */
export async function delivered(outbox: Outbox, store: EventStore, entry: string): Promise<{ position: Position }> {
  const appended = await outbox.deliver(entry);
  return { position: appended?.position ?? (await store.head()) };
}
