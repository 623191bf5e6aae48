import type { HaloConnectionEvent } from './connection-events.js';
import type { ExportEvent } from './export-events.js';
import type { ImportEvent } from './import-events.js';
import type { RemovalEvent } from './removal-events.js';
import type { AccountEvent, TeamEvent } from './team-events.js';
import type { Fact } from '../event-store/index.js';

/** All events that are ever recorded. A new type does not compile until the history has a sentence for it. */
export type PortalEvent = TeamEvent | AccountEvent | HaloConnectionEvent | ImportEvent | RemovalEvent | ExportEvent;

/** An event without its id and its actor, as a decider returns it. */
export type FactOf<Event extends Fact> = Event extends Fact ? Pick<Event, 'type' | 'data'> : never;

/** What happened, without who did it and when. */
export type PortalFact = FactOf<PortalEvent>;
export type TeamFact = FactOf<TeamEvent>;
export type AccountFact = FactOf<AccountEvent>;
export type ConnectionFact = FactOf<HaloConnectionEvent>;
