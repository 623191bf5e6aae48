import type pg from 'pg';
import { changingCredentials } from './credentials.js';
import { importing, loading } from './importing.js';
import { peopleByHand } from './by-hand.js';
import type { PortalProcess } from './process.js';
import type { Visitor } from './visitor.js';

/** What an admin is at when the kill comes. */
export interface Interrupted {
  /** how far it is; without a portal PostgreSQL runs on, and can be asked */
  readonly howFar: (pool: pg.Pool) => Promise<string>;
  /** what the admin does who finds it again, until all has come to its end */
  readonly finish: (pool: pg.Pool) => Promise<void>;
  /** @throws where something does not hold of it that must, besides what must hold of everything */
  readonly judge: (pool: pg.Pool) => Promise<void>;
}

export interface Surroundings {
  readonly admin: Visitor;
  readonly portal: PortalProcess;
  readonly pool: pg.Pool;
  readonly seed: number;
  readonly random: () => number;
}

/** Each goes as far as the thing that is to be interrupted has just begun. */
const BEGIN = { import: importing, load: loading, 'by-hand': peopleByHand, credentials: changingCredentials } as const;

/** `postgres`: an import, and it is PostgreSQL that is killed. In the others that is the portal mostly. */
export const MOMENTS = ['import', 'load', 'by-hand', 'postgres', 'credentials'] as const;
export type Moment = (typeof MOMENTS)[number];

/** About as long as each takes on two cores, and a little more. */
export const SPAN_MS: Readonly<Record<Moment, number>> = {
  ...{ import: 700, load: 600, postgres: 700 },
  ...{ 'by-hand': 800, credentials: 1_000 },
};

export const begin = (moment: Moment, around: Surroundings): Promise<Interrupted> =>
  BEGIN[moment === 'postgres' ? 'import' : moment](around);
