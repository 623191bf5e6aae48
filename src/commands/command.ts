import type pg from 'pg';
import type { Config } from '../config.js';
import type { EventStore } from '../event-store/index.js';

/** Where a command writes, and whom it asks. */
export interface Terminal {
  /** a line of the answer */
  readonly out: (line: string) => void;
  /** a line about what went wrong, or what is asked for */
  readonly err: (line: string) => void;
  /** a new password: typed without being shown, or from where the caller put it */
  readonly password: () => Promise<string>;
}

/** What a command works on. */
export interface Portal {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly store: EventStore;
}

/** @returns the exit code: 0, or 1 when what was looked for is wrong */
export type Work = (portal: Portal, terminal: Terminal) => Promise<number>;

/** The role of the database that a command needs. One that makes tables needs their owner. */
export type RunsAs = 'portal' | 'owner';

export interface Command {
  /** the two words it is called by */
  readonly name: string;
  /** what follows them */
  readonly takes: string;
  readonly summary: string;
  /** `portal` unless named */
  readonly runsAs?: RunsAs;
  /**
   * Reads the arguments and asks for what is missing, before any database is opened.
   * @throws UsageError
   */
  readonly prepare: (args: readonly string[], terminal: Terminal) => Promise<Work>;
}

/** The command was called in a way that it does not know. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
