import { MemoryLog } from './memory-log.js';
import { StandIn } from './stand-in.js';

/** Three nodes with one log, as a cluster has that replicated everything. Followers answer "not-leader (5 with leader info)". */
export class StandInCluster {
  readonly log = new MemoryLog();
  readonly nodes = [0, 1, 2].map(() => new StandIn(this.log));
  private leader = 0;

  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  }

  async start(): Promise<void> {
    for (const node of this.nodes) await node.start();
    this.elect(0);
  }

  private elect(leader: number): void {
    this.leader = leader;
    const { port } = this.nodes[leader] as StandIn;
    for (const [n, node] of this.nodes.entries()) {
      node.faults.leader = n === leader ? undefined : { host: '127.0.0.1', port };
      node.members = () => this.nodes.map((member, index) => ({ port: member.port, isLeader: index === this.leader }));
    }
  }

  /** Another node leads from now on, and the one that led answers as a follower. */
  resign(): void {
    this.elect((this.leader + 1) % this.nodes.length);
  }

  /** The leader dies, another one leads, and the one that died comes back as a follower. */
  async killLeader(): Promise<void> {
    const killed = this.nodes[this.leader] as StandIn;
    await killed.stop();
    this.resign();
    await killed.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}
