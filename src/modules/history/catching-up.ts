import { Injectable } from '@nestjs/common';
import { EventStore, ProjectionRunner } from '../../event-store/index.js';
import { Workers } from '../../workers/index.js';
import type { ImportSummary } from './imports/import-list.js';
import { historyProjections } from './projections.js';

/** While people import, there is nearly always an event that was not applied yet: only who waits longer than this hears of it. */
const WORTH_A_WORD_MS = 2_000;

/** Whether the pages of the history are behind what happened. */
@Injectable()
export class CatchingUp {
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly store: EventStore,
    private readonly workers: Workers,
  ) {}

  /**
   * @param shown an import that has ended: its numbers and its people come from two readers of the log, and must both be here
   * @returns true also while an event is in the way of all that follow
   */
  async isBehind(shown?: ImportSummary): Promise<boolean> {
    const names = historyProjections.map(({ name }) => name);
    const mine = (await this.runner.status()).filter(({ name }) => names.includes(name));
    if (mine.some(({ degraded }) => degraded !== undefined)) return true;
    if (shown && mine.some(({ position }) => position < shown.lastPosition)) return true;
    const next = mine.filter(({ behind }) => behind).map(({ position }) => this.store.readAll(position, 1));
    return (await Promise.all(next))
      .flat()
      .some(({ recordedAt }) => Date.now() - recordedAt.getTime() > WORTH_A_WORD_MS);
  }

  /** Why a list does not show the last moments; undefined: it does. */
  async whyBehind(): Promise<'catching-up' | 'no-worker' | undefined> {
    if (!(await this.isBehind())) return undefined;
    return (await this.workers.areMissing()) ? 'no-worker' : 'catching-up';
  }
}
