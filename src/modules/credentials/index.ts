export type { GroupReference, HaloConnectionEvent } from './events.js';
