import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import service from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import {
  Server,
  ServerCredentials,
  status,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import { failure, nextFailure, noFaults, type Faults } from './faults.js';
import { MemoryLog, type Proposed } from './memory-log.js';
import { appendResponse, confirmation, eventResponse, notFound, proposedOf } from './messages.js';
import { beginning, found, matches, NoBoundary, streamOf } from './reading.js';

/** A key and a certificate of localhost that signs itself, for tests only. */
const CERTIFICATE = join(import.meta.dirname, 'localhost.cert');
const MOST_BYTES = 1024 * 1024;

/** An EventStoreDB over gRPC, for tests: behaves on the wire as a real server was seen to behave, also in what it does wrong. */
export class StandIn {
  readonly faults: Faults = noFaults();
  /** the members that gossip names; alone by default */
  members: () => readonly { readonly port: number; readonly isLeader: boolean }[] = () => [
    { port: this.port, isLeader: true },
  ];
  /** the metadata of every call of Append and Read */
  readonly calls: { readonly name: string; readonly metadata: Record<string, unknown> }[] = [];
  port = 0;
  private server: Server | undefined;

  constructor(
    readonly log = new MemoryLog(),
    private readonly options: { readonly tls?: boolean } = {},
  ) {}

  get url(): string {
    const { tls } = this.options;
    if (tls) return `esdb://localhost:${this.port}?tls=true&tlsCAFile=${CERTIFICATE}`;
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async start(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    server.addService(service.StreamsService, {
      append: this.append as UntypedHandleCall,
      read: this.read as UntypedHandleCall,
    });
    server.addService(gossip.GossipService, { read: this.gossip as UntypedHandleCall });
    this.port = await new Promise<number>((done, fail) => {
      const credentials = this.options.tls ? secured() : ServerCredentials.createInsecure();
      server.bindAsync(`127.0.0.1:${this.port}`, credentials, (error, port) => (error ? fail(error) : done(port)));
    });
    this.server = server;
  }

  /** Ends all connections at once, as a kill does. */
  async stop(): Promise<void> {
    this.server?.forceShutdown();
    this.server = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private readonly append: handleClientStreamingCall<AppendReq, AppendResp> = (call, answer) => {
    this.calls.push({ name: 'append', metadata: call.metadata.getMap() });
    const refused = nextFailure(this.faults);
    if (refused) return answer(refused);
    let [stream, expected, bytes] = ['', -1, 0];
    const batch: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions();
      if (options) {
        stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
        expected = options.hasNoStream() ? -1 : Number(options.getRevision());
      }
      const event = proposedOf(request);
      if (!event) return;
      bytes += event.data.byteLength;
      batch.push(event);
    });
    call.on('end', () => {
      if (this.faults.isFrozen) return;
      if (bytes > MOST_BYTES) return answer(tooLarge());
      if (this.faults.commitTimeouts-- > 0) return answer(failure(status.ABORTED, 'Commit phase timeout'));
      const result = this.log.append(stream, expected, batch);
      if (this.faults.writesWithoutAnswer-- > 0) return;
      answer(null, appendResponse(result, expected));
    });
  };

  private readonly read: handleServerStreamingCall<ReadReq, ReadResp> = (call) => {
    this.calls.push({ name: 'read', metadata: call.metadata.getMap() });
    const refused = nextFailure(this.faults);
    if (refused) return void call.emit('error', refused);
    const options = call.request.getOptions();
    if (!options || this.faults.isFrozen) return;
    try {
      if (options.hasSubscription()) return this.subscribe(call, options);
      const stream = streamOf(options);
      if (stream !== undefined && this.log.of(stream).length === 0) call.write(notFound(stream));
      else for (const event of found(options, this.log)) call.write(eventResponse(event));
      call.end();
    } catch (error) {
      if (!(error instanceof NoBoundary)) throw error;
      call.emit('error', failure(status.UNKNOWN, 'Exception was thrown by handler.'));
    }
  };

  /** "`subscribeToAll` filters and is exclusive"; ends only with the connection */
  private subscribe(
    call: Parameters<handleServerStreamingCall<ReadReq, ReadResp>>[0],
    options: NonNullable<ReturnType<ReadReq['getOptions']>>,
  ): void {
    const from = beginning(options, this.log);
    const isWanted = matches(options);
    call.write(confirmation());
    const first = from === undefined ? 0 : this.log.indexOf(from + 1n);
    for (const event of this.log.events.slice(first)) if (isWanted(event)) call.write(eventResponse(event));
    const stop = this.log.watch((event) => {
      if (isWanted(event) && !this.faults.isFrozen) call.write(eventResponse(event));
    });
    call.on('cancelled', stop).on('close', stop);
  }

  private readonly gossip: handleUnaryCall<unknown, InstanceType<typeof gossipMessages.ClusterInfo>> = (_, answer) => {
    if (this.faults.isFrozen) return;
    const { LEADER, FOLLOWER } = gossipMessages.MemberInfo.VNodeState;
    const members = this.members().map(({ port, isLeader }) =>
      new gossipMessages.MemberInfo()
        .setState(isLeader ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossipMessages.EndPoint().setAddress('127.0.0.1').setPort(port)),
    );
    answer(null, new gossipMessages.ClusterInfo().setMembersList(members));
  };
}

function secured(): ServerCredentials {
  const pem = readFileSync(CERTIFICATE);
  return ServerCredentials.createSsl(null, [{ private_key: pem, cert_chain: pem }]);
}

/** "data over 1 MiB: refused; metadata is not counted" */
function tooLarge() {
  return failure(status.INVALID_ARGUMENT, 'Maximum Append Size exceeded.', {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MOST_BYTES),
  });
}
