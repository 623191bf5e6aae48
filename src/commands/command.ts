import type pg from 'pg';
import type { Config } from '../config.js';
import type { EventStore } from '../event-store/index.js';

/** A command's output and prompts. */
export interface Terminal {
  /** prints a line of the result */
  readonly out: (line: string) => void;
  /** prints a line about an error, or a prompt */
  readonly err: (line: string) => void;
  /** reads a new password: typed without echo, or from the environment or standard input */
  readonly password: () => Promise<string>;
}

/** The opened portal that a command works on. */
export interface Portal {
  readonly config: Config;
  readonly pool: pg.Pool;
  /** opens the log, for commands that need it: the others work while it is away */
  readonly log: () => Promise<EventStore>;
}

/** @returns the exit code: 0, or 1 if a check found a problem */
export type Work = (portal: Portal, terminal: Terminal) => Promise<number>;

/** The database role that a command needs. A command that creates tables needs their owner. */
export type RunsAs = 'portal' | 'owner';

export interface Command {
  /** the two words that call it */
  readonly name: string;
  /** its arguments, for the help text */
  readonly takes: string;
  readonly summary: string;
  /** `portal` by default */
  readonly runsAs?: RunsAs;
  /**
   * Reads the arguments and prompts for missing ones, before any database is opened.
   * @throws UsageError
   */
  readonly prepare: (args: readonly string[], terminal: Terminal) => Promise<Work>;
}

/** The arguments do not match the command. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
