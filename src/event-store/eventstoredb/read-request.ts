import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

/*
 * Requests of the protocol's Read call, for what the client's own functions lack: reading all streams with a filter and a limit, and a
 * deadline for each read.
 */

type Direction = { readonly backwards?: boolean | undefined; readonly limit: number };

const { ReadReq: Request } = streams;
const { Empty } = shared;

/** Events of one stream, from a revision (inclusive) or its first or last event. */
export function streamRequest(stream: string, from: number | undefined, direction: Direction): ReadReq {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
  const where = new Request.Options.StreamOptions().setStreamIdentifier(identifier);
  if (from !== undefined) where.setRevision(String(from));
  else if (direction.backwards) where.setEnd(new Empty());
  else where.setStart(new Empty());
  return request(new Request.Options().setStream(where).setNoFilter(new Empty()), direction);
}

/** Events of all streams whose names begin with the prefix, from a commit position (inclusive) or the first or last event. */
export function allRequest(prefix: string, commit: string | undefined, direction: Direction): ReadReq {
  return request(filtered(prefix, commit, direction.backwards), direction);
}

/** The same events after a commit position (exclusive), or from the first on, and all that come. */
export function subscribeRequest(prefix: string, commit: string | undefined): ReadReq {
  const options = filtered(prefix, commit, false).setSubscription(new Request.Options.SubscriptionOptions());
  return finished(options);
}

function filtered(prefix: string, commit: string | undefined, backwards: boolean | undefined): ReadReq.Options {
  const where = new Request.Options.AllOptions();
  if (commit !== undefined) {
    where.setPosition(new Request.Options.Position().setCommitPosition(commit).setPreparePosition(commit));
  } else if (backwards) where.setEnd(new Empty());
  else where.setStart(new Empty());
  const filter = new Request.Options.FilterOptions()
    .setStreamIdentifier(new Request.Options.FilterOptions.Expression().setPrefixList([prefix]))
    .setCount(new Empty())
    .setCheckpointintervalmultiplier(1);
  return new Request.Options().setAll(where).setFilter(filter);
}

function request(options: ReadReq.Options, { backwards, limit }: Direction): ReadReq {
  const { FORWARDS, BACKWARDS } = Request.Options.ReadDirection;
  return finished(options.setReadDirection(backwards ? BACKWARDS : FORWARDS).setCount(String(limit)));
}

function finished(options: ReadReq.Options): ReadReq {
  const ids = new Request.Options.UUIDOption().setString(new Empty());
  return new Request().setOptions(options.setResolveLinks(false).setUuidOption(ids));
}
