import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendResult, Proposed, Stored } from './memory-log.js';

const TICKS_PER_MS = 10_000n;

export function proposedOf(request: AppendReq): Proposed | undefined {
  const message = request.getProposedMessage();
  if (!message) return undefined;
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function appendResponse(result: AppendResult, expected: number): AppendResp {
  const response = new streams.AppendResp();
  if ('wrongRevision' in result) {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (result.current >= 0) wrong.setCurrentRevision(String(result.current));
    else wrong.setCurrentNoStream(new shared.Empty());
    if (expected >= 0) wrong.setExpectedRevision(String(expected));
    else wrong.setExpectedNoStream(new shared.Empty());
    return response.setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success().setCurrentRevision(String(result.last.revision));
  // Nothing that was measured says which position the answer to a repeated append has, so this one has none.
  if (result.isRepeated) return response.setSuccess(success.setNoPosition(new shared.Empty()));
  const commit = String(result.last.commit);
  const position = new streams.AppendResp.Position().setCommitPosition(commit).setPreparePosition(commit);
  return response.setSuccess(success.setPosition(position));
}

export function eventResponse(event: Stored): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream).toString('base64')))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.commit))
    .setPreparePosition(String(event.commit))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('content-type', 'application/json');
  recorded.getMetadataMap().set('created', String(BigInt(event.createdMs) * TICKS_PER_MS));
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.commit));
  return new streams.ReadResp().setEvent(read);
}

export function confirmation(): ReadResp {
  return new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('stand-in'),
  );
}

export function notFound(stream: string): ReadResp {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
  return new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(name));
}
