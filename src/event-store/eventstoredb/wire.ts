import type { EventStoreDBClient, BaseOptions } from '@eventstore/db-client';
import service from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallOptions, ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { NO_STREAM, type NewEvent, type RecordedEvent } from '../types.js';
import { addressOf, connect } from './connection.js';
import { toProposed, toRecorded } from './records.js';

/** What the client keeps from its users, and this file uses: the connection that follows the leader. Pinned by `wire.test.ts`. */
interface Internals {
  execute<T>(client: typeof StreamsClient, name: string, action: (grpc: StreamsClient) => Promise<T>): Promise<T>;
  handleError(grpc: unknown, error: Error): Promise<void>;
  getChannel(): Promise<{ close(): void }>;
  callArguments(options: BaseOptions, more?: CallOptions): [Metadata, CallOptions];
}

const NEVER = { deadline: Infinity };

/** The calls to EventStoreDB, each with a time limit in milliseconds. Errors are the client's own. */
export class Wire {
  private readonly client: EventStoreDBClient;
  private readonly internals: Internals;
  private readonly options: BaseOptions;

  /** @param prefix of the names of the portal's streams */
  constructor(
    connectionString: string,
    private readonly prefix: string,
  ) {
    const address = addressOf(connectionString);
    this.client = connect(address);
    this.internals = this.client as unknown as Internals;
    // The client does not wait for this function, which rejects if no server is found: that would end the process.
    const { handleError } = this.internals;
    this.internals.handleError = (grpc, error) => handleError(grpc, error).catch(() => undefined);
    // A follower answers with what it has, which may be old.
    this.options = { credentials: address.credentials, requiresLeader: true };
  }

  /** @param recordedAt of events that another log recorded before */
  async append(
    stream: string,
    expected: number,
    events: readonly NewEvent[],
    withinMs: number,
    recordedAt: readonly Date[] = [],
  ): Promise<void> {
    const expectedRevision = expected === NO_STREAM ? 'no_stream' : BigInt(expected);
    const proposed = events.map((event, n) => toProposed(event, recordedAt[n]));
    await this.client.appendToStream(stream, proposed, { ...this.options, expectedRevision, deadline: withinMs });
  }

  /** The events that a read request finds. A stream that does not exist has none. */
  read(request: ReadReq, withinMs: number): Promise<RecordedEvent[]> {
    return this.internals.execute(service.StreamsClient, 'read', (grpc) => {
      const events: RecordedEvent[] = [];
      const call = grpc.read(request, ...this.internals.callArguments({ ...this.options, deadline: withinMs }));
      return new Promise((done, fail) => {
        call.on('data', (answer: ReadResp) => {
          const event = answer.getEvent()?.getEvent();
          if (event) events.push(toRecorded(event, this.prefix));
        });
        call.on('error', fail).on('end', () => done(events));
      });
    });
  }

  /**
   * Reports every event of a subscription as it comes. Ends, with the client's error, when the connection is lost, and without one when the
   * signal is aborted.
   */
  follow(
    request: ReadReq,
    heard: { readonly confirmed: () => void; readonly event: (event: RecordedEvent) => void },
    signal: AbortSignal,
  ): Promise<void> {
    return this.internals.execute(service.StreamsClient, 'subscribe', (grpc) => {
      const call: ClientReadableStream<ReadResp> = grpc.read(
        request,
        ...this.internals.callArguments(this.options, NEVER),
      );
      const cancel = () => call.cancel();
      signal.addEventListener('abort', cancel);
      return new Promise<void>((done, fail) => {
        call.on('data', (answer: ReadResp) => {
          if (answer.hasConfirmation()) heard.confirmed();
          const event = answer.getEvent()?.getEvent();
          if (event) heard.event(toRecorded(event, this.prefix));
        });
        call.on('error', (error) => (signal.aborted ? done() : fail(error))).on('end', done);
      }).finally(() => signal.removeEventListener('abort', cancel));
    });
  }

  /** Ends the calls in progress and the connection. */
  async close(): Promise<void> {
    await this.client.dispose();
    await this.internals.getChannel().then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}
