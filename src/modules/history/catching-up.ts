import { Injectable } from '@nestjs/common';
import { EventStore, inTime, LogWatch, ProjectionRunner } from '../../event-store/index.js';
import { Workers } from '../../workers/index.js';
import type { ImportSummary } from './imports/import-list.js';
import { historyProjections } from './projections.js';

/** During an import there is nearly always an event that is not applied yet, so a shorter delay is not reported. */
const WORTH_A_WORD_MS = 2_000;
/** Milliseconds that a page waits for the log. */
const PATIENCE_MS = 1_500;

/** Tells whether the pages of the history are behind the log. */
@Injectable()
export class CatchingUp {
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly store: EventStore,
    private readonly workers: Workers,
    private readonly log: LogWatch,
  ) {}

  /**
   * @param shown an ended import: its numbers and its people come from two projections, and both must have caught up
   * @returns true also while an event blocks those after it
   */
  async isBehind(shown?: ImportSummary): Promise<boolean> {
    // While the log does not answer, every page says which state it shows.
    if ((await this.log.state()).trouble) return false;
    return (await inTime(this.compare(shown), PATIENCE_MS)) ?? false;
  }

  private async compare(shown: ImportSummary | undefined): Promise<boolean> {
    const names = historyProjections.map(({ name }) => name);
    const mine = (await this.runner.status()).filter(({ name }) => names.includes(name));
    if (mine.some(({ degraded }) => degraded !== undefined)) return true;
    if (shown && mine.some(({ position }) => position < shown.lastPosition)) return true;
    const next = mine.filter(({ behind }) => behind).map(({ position }) => this.store.readAll(position, 1));
    return (await Promise.all(next))
      .flat()
      .some(({ recordedAt }) => Date.now() - recordedAt.getTime() > WORTH_A_WORD_MS);
  }

  /** Why a list does not show the latest events; undefined if it does. */
  async whyBehind(): Promise<'catching-up' | 'no-worker' | undefined> {
    if (!(await this.isBehind())) return undefined;
    return (await this.workers.areMissing()) ? 'no-worker' : 'catching-up';
  }
}
