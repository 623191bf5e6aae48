import type { Viewer } from '../../../shared/visitor.js';

/** What every page of a roster says: which people, for which Team. */
export interface RosterFrame {
  visitor: Viewer;
  rosterId: string;
  team: { readonly id: string; readonly name: string };
  /** `value`: what the Select Group field sends */
  group: { readonly value: string; readonly name: string };
  /** no process loads people at the moment */
  noWorker?: boolean | undefined;
}
