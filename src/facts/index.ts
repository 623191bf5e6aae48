export type { HaloConnectionEvent } from './connection-events.js';
export type { ConnectionTest, RowsSeen } from './connection-test.js';
export type { ConnectionFault, GroupsFault, HaloFault, SecretFault, UsersFault } from './faults.js';
export type { GroupKey, GroupReference } from './groups.js';
export type { ImportEvent, ImportPerson } from './import-events.js';
export type { AccountFact, ConnectionFact, PortalEvent, PortalFact, TeamFact } from './portal-event.js';
export type { KeptCounts, KeptReason, RemovalEvent } from './removal-events.js';
export type { RejectionReason } from './reasons.js';
export type { AccountEvent, AccountPerson, TeamEvent } from './team-events.js';
