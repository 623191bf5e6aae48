import { LogRestored } from '../faults.js';
import { START, type Position, type RecordedEvent } from '../types.js';
import { isAt } from './position.js';

/**
 * Whether the log still holds the newest event that this portal has seen. After every lost connection that is unknown: the server may
 * have been restored from an older copy meanwhile. An append to such a copy would fork the log.
 */
export class Standing {
  private isSure = false;
  /** increases with each doubt, so that an answer from before a doubt does not settle it */
  private doubts = 0;

  /**
   * @param newest the newest event that the read models know
   * @param readAt the event at a position, if there is one
   */
  constructor(
    private newest: Position,
    private readonly readAt: (position: Position) => Promise<RecordedEvent | undefined>,
  ) {}

  /** Takes note of an event that the log holds. */
  saw(position: Position): void {
    if (position > this.newest) this.newest = position;
  }

  get last(): Position {
    return this.newest;
  }

  /** Look before the next append. */
  doubt(): void {
    this.doubts++;
    this.isSure = false;
  }

  /** @throws LogRestored if the newest event is not there any more; LogUnreachable if that cannot be found out */
  async assert(): Promise<void> {
    if (this.isSure) return;
    const { newest, doubts } = this;
    if (newest !== START && !isAt(await this.readAt(newest), newest)) throw new LogRestored(RESTORED);
    this.isSure = doubts === this.doubts;
  }
}

export const RESTORED =
  'EventStoreDB lacks an event that this portal has already seen. An older copy of the log was restored (docs/operations.md).';
