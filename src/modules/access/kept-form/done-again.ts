import { Injectable } from '@nestjs/common';
import type { CameBackAs } from '../../../views/words/banners.js';
import type { Visitor } from '../../../shared/visitor.js';
import type { KeptForm } from './kept-form.js';

/** Repeats a form for the person who sent it, after they have signed in. @returns the path to go to, and the message to show there */
export type DoAgain = (visitor: Visitor, form: KeptForm) => Promise<{ readonly path: string; readonly as: CameBackAs }>;

/** Forms that are repeated automatically after signing in. Modules register only forms that are harmless to repeat: ticks. */
@Injectable()
export class DoneAgain {
  private readonly handlers = new Map<string, DoAgain>();

  register(name: string, handler: DoAgain): void {
    this.handlers.set(name, handler);
  }

  get(name: string | undefined): DoAgain | undefined {
    return name === undefined ? undefined : this.handlers.get(name);
  }
}
