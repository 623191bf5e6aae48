import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventMetadata, Position } from '../../../event-store/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { HaloConnector } from '../../halo-connector/index.js';
import { ConnectionWriter } from '../connection-writer.js';
import { CredentialStore, type StoredConnection } from '../credential-store.js';
import { SecretDoesNotOpen } from '../sealing/seal.js';
import { factOfTest, NOTHING_ASKED } from './fact-of-test.js';

export type TestOutcome =
  /** whether HaloPSA did what it should, or not: the event says it. `position`: of the event, if known */
  | { readonly outcome: 'tested'; readonly position: Position | undefined }
  | { readonly outcome: 'no-credentials' }
  | { readonly outcome: 'just-begun' };

/** Tests the stored credentials, and records what HaloPSA said. */
export class TestConnection extends Command<TestOutcome> {
  constructor(readonly metadata: EventMetadata) {
    super();
  }
}

@CommandHandler(TestConnection)
export class TestConnectionHandler implements ICommandHandler<TestConnection> {
  /** by reseller */
  readonly #running = new Map<string, Promise<TestOutcome>>();

  constructor(
    private readonly credentials: CredentialStore,
    private readonly connection: ConnectionWriter,
    private readonly halo: HaloConnector,
    private readonly rates: RateLimits,
  ) {}

  /**
   * A form that is sent twice makes one test: the second waits for it in this process, and is refused in another. A test goes on when the
   * visitor leaves; the time limit of the connector ends it.
   */
  execute({ metadata }: TestConnection): Promise<TestOutcome> {
    const { resellerId } = metadata;
    const running = this.#running.get(resellerId);
    if (running) return running;
    const test = this.test(metadata).finally(() => this.#running.delete(resellerId));
    this.#running.set(resellerId, test);
    return test;
  }

  private async test(metadata: EventMetadata): Promise<TestOutcome> {
    const { resellerId } = metadata;
    const connection = await this.credentials.connectionOf(resellerId);
    if (!connection) return { outcome: 'no-credentials' };
    if ((await this.rates.count('connection-tests', resellerId)) !== undefined) return { outcome: 'just-begun' };
    const fact = await this.probed(resellerId, connection);
    if (!fact) return { outcome: 'no-credentials' };
    return { outcome: 'tested', position: await this.connection.recordTest(metadata, fact) };
  }

  /** @returns undefined if the credentials were removed a moment ago */
  private async probed(resellerId: string, connection: StoredConnection) {
    const stored = await this.credentials.forReseller(resellerId).catch((error: unknown) => {
      if (error instanceof SecretDoesNotOpen) return error;
      throw error;
    });
    if (stored instanceof SecretDoesNotOpen) {
      return factOfTest(connection, { ...NOTHING_ASKED, fault: stored.fault }, []);
    }
    if (!stored) return undefined;
    const { credentials } = stored;
    const found = await this.halo.probe(credentials);
    return factOfTest(credentials, found, this.halo.secretSentTo(credentials));
  }
}
