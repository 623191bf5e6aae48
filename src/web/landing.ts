import { Injectable } from '@nestjs/common';
import { ProjectionRunner, type Position } from '../event-store/index.js';
import type { Flash } from '../views/words/banners.js';
import { seeOther, type SeeOther } from './reply.js';
import { Workers } from '../workers/index.js';

const PATIENCE_MS = 2_000;

/** Where a browser goes after a command: to a page that shows what was done, or says that it is about to. */
@Injectable()
export class Landing {
  constructor(
    private readonly projections: ProjectionRunner,
    private readonly workers: Workers,
  ) {}

  /**
   * Waits until the pages know the event at a position, at most 2 s.
   * @param path with the result on it
   * @param flash what its banner says
   * @param meanwhile where to go when the pages do not know yet and `path` might not be there
   */
  async after(position: Position | undefined, path: string, flash?: Flash, meanwhile = path): Promise<SeeOther> {
    const caughtUp = position === undefined || (await this.projections.waitFor(position, PATIENCE_MS));
    if (!caughtUp)
      return seeOther(`${meanwhile}?done=${(await this.workers.areMissing()) ? 'no-worker' : 'catching-up'}`);
    return seeOther(flash ? `${path}?done=${flash}` : path);
  }
}
