import { Injectable } from '@nestjs/common';
import { ProjectionRunner, type Position } from '../event-store/index.js';
import type { Flash } from '../views/words/banners.js';
import { seeOther, type SeeOther } from './reply.js';
import { Workers } from '../workers/index.js';

const PATIENCE_MS = 2_000;

/** Redirects the browser after a command, to a page that shows the result or says that it is catching up. */
@Injectable()
export class Landing {
  constructor(
    private readonly projections: ProjectionRunner,
    private readonly workers: Workers,
  ) {}

  /**
   * Waits up to 2 s for the projections to apply the event at a position.
   * @param path the page with the result
   * @param flash the banner on it; `about`: the account that it names, as an id, because a name does not belong into an address
   * @param meanwhile where to go if the projections lag behind and `path` might not exist yet
   */
  async after(
    position: Position | 'later' | undefined,
    path: string,
    flash?: Flash | { readonly flash: Flash; readonly about: string },
    meanwhile = path,
  ): Promise<SeeOther> {
    if (!(await this.isSettled(position)))
      return seeOther(`${meanwhile}?done=${(await this.workers.areMissing()) ? 'no-worker' : 'catching-up'}`);
    if (typeof flash === 'object') return seeOther(`${path}?done=${flash.flash}&about=${flash.about}`);
    return seeOther(flash ? `${path}?done=${flash}` : path);
  }

  /** Waits until the pages know the event at a position, at most 2 s. @returns false if they do not know it yet */
  async isSettled(position: Position | 'later' | undefined): Promise<boolean> {
    if (position === 'later') return false;
    return position === undefined || this.projections.waitFor(position, PATIENCE_MS);
  }
}
