import { jsonEvent, type JSONType } from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { EventMetadata, NewEvent, RecordedEvent } from '../types.js';
import { rememberingLast } from '../remembering-last.js';
import { positionOf } from './position.js';

const TICKS_PER_MS = 10_000n;

/** The key in the stored metadata for the time of an event that was moved here from another log. No caller of the port can set it. */
const RECORDED_AT = '$recordedAt';

type StoredMetadata = EventMetadata & { readonly [RECORDED_AT]?: string };

/** @param recordedAt for an event that was recorded elsewhere before: its time there */
export function toProposed({ id, type, data, metadata }: NewEvent, recordedAt?: Date) {
  const stored: StoredMetadata = recordedAt ? { ...metadata, [RECORDED_AT]: recordedAt.toISOString() } : metadata;
  return jsonEvent({ id, type, data: data as JSONType, metadata: stored });
}

type WireEvent = NonNullable<ReturnType<ReadResp.ReadEvent['getEvent']>>;

const textOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const metadataOf = rememberingLast((text) => {
  const { [RECORDED_AT]: movedFrom, ...metadata } = JSON.parse(text) as StoredMetadata;
  return { movedFrom, metadata };
});

/**
 * An event as the server sends it. `recordedAt` is the server's own time in whole milliseconds, or what a move carried.
 * @param prefix of the portal's streams, which is removed
 */
export function toRecorded(event: WireEvent, prefix: string): RecordedEvent {
  const id = event.getId()?.getString() ?? '';
  const { movedFrom, metadata } = metadataOf(textOf(event.getCustomMetadata_asU8()));
  const stream = textOf(event.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array());
  const created = Number(BigInt(event.getMetadataMap().get('created') ?? '0') / TICKS_PER_MS);
  return {
    id,
    type: event.getMetadataMap().get('type') ?? '',
    data: JSON.parse(textOf(event.getData_asU8())) as unknown,
    metadata,
    stream: stream.slice(prefix.length),
    revision: Number(event.getStreamRevision()),
    position: positionOf(event.getCommitPosition(), id),
    recordedAt: new Date(movedFrom ?? created),
  };
}
