import type { Fact } from '../event-store/index.js';
import type { HaloConnectionEvent } from '../modules/credentials/index.js';
import type { AccountEvent, TeamEvent } from '../modules/teams/index.js';
import type { ImportEvent } from './import-events.js';

/** Everything that is ever recorded. A new type of event does not compile until the history has a sentence for it. */
export type PortalEvent = TeamEvent | AccountEvent | HaloConnectionEvent | ImportEvent;

type FactOf<Event extends Fact> = Event extends Fact ? Pick<Event, 'type' | 'data'> : never;

/** What happened, without who and when. */
export type PortalFact = FactOf<PortalEvent>;
