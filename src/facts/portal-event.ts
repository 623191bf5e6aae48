import type { HaloConnectionEvent } from './connection-events.js';
import type { ImportEvent } from './import-events.js';
import type { AccountEvent, TeamEvent } from './team-events.js';
import type { Fact } from '../event-store/index.js';

/** Everything that is ever recorded. A new type of event does not compile until the history has a sentence for it. */
export type PortalEvent = TeamEvent | AccountEvent | HaloConnectionEvent | ImportEvent;

/** What an event says happened: a decider states it, before it has an id and says who did it. */
export type FactOf<Event extends Fact> = Event extends Fact ? Pick<Event, 'type' | 'data'> : never;

/** What happened, without who and when. */
export type PortalFact = FactOf<PortalEvent>;
export type TeamFact = FactOf<TeamEvent>;
export type AccountFact = FactOf<AccountEvent>;
export type ConnectionFact = FactOf<HaloConnectionEvent>;
